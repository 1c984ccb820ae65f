import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { running, woken } from "../../src/playback/waking.ts";

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

class Said {
  words = "";
  say = (words: string): void => void (this.words = words);
  unsay = (): void => void (this.words = "");
}

test("sound that comes at once is not spoken of", async () => {
  const said = new Said();
  assert.equal(await woken({ wake: () => Promise.resolve() }, said), true);
  assert.equal(said.words, "");
});

test("sound that is late is told, and told no more when it comes", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const said = new Said();
  let come = (): void => {};
  const awake = woken({ wake: () => new Promise((resolve) => (come = resolve)) }, said);
  mock.timers.tick(4_000);
  mock.timers.reset();
  assert.match(said.words, /no sound yet/);
  come();
  assert.equal(await awake, true);
  assert.equal(said.words, "");
});

test("a browser without sound is told of, and raises nothing", async () => {
  const said = new Said();
  const awake = woken({ wake: () => Promise.reject(new Error("no device")) }, said);
  assert.equal(await awake, false);
  assert.match(said.words, /no sound yet/);
});

/** A context whose `resume` answers as it likes. */
class Clock extends EventTarget {
  state = "suspended";
  private readonly answer: Promise<void>;

  constructor(answer: Promise<void>) {
    super();
    this.answer = answer;
  }

  resume = (): Promise<void> => this.answer;

  begin(): void {
    this.state = "running";
    this.dispatchEvent(new Event("statechange"));
  }
}

test("a clock that runs is enough, whatever `resume` says", async () => {
  for (const answer of [new Promise<void>(() => {}), Promise.reject(new Error("no gesture"))]) {
    const clock = new Clock(answer);
    let awake = false;
    void running(clock as unknown as AudioContext).then(() => (awake = true));
    await settle();
    assert.equal(awake, false);
    clock.begin();
    await settle();
    assert.equal(awake, true);
  }
});
