import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { insist } from "../../src/studio/insisting.ts";
import { refusal } from "./instruments.ts";

/** Lets what waits for promises go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A site that answers as it is told, and what became of the one who asks. */
class Asked {
  readonly answers: (Error | string | "silence")[];
  readonly events = new EventTarget();
  times = 0;
  told: (() => void)[] = [];
  outcome: unknown;

  constructor(...answers: (Error | string)[]) {
    this.answers = answers;
    const end = (outcome: unknown): void => void (this.outcome = outcome);
    const ask = (signal: AbortSignal): Promise<string> => this.answer(signal);
    insist(ask, (now) => this.told.push(now), this.events).then(end, end);
  }

  private answer(signal: AbortSignal): Promise<string> {
    const answer = this.answers[this.times] ?? "here";
    this.times += 1;
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer !== "silence") return Promise.resolve(answer);
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(refusal(0, "offline")));
    });
  }
}

const withClock = (name: string, body: () => Promise<void>): void => {
  test(name, async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      await body();
    } finally {
      mock.timers.reset();
    }
  });
};

withClock("what comes is not spoken of", async () => {
  const asked = new Asked("here");
  await settle();
  assert.deepEqual([asked.outcome, asked.times, asked.told.length], ["here", 1, 0]);
});

withClock("what may pass is asked for again, and told", async () => {
  const asked = new Asked(
    ...[refusal(503, "busy"), refusal(429, "many"), refusal(0, "offline")],
    refusal(409, "in_progress"),
  );
  for (const times of [1, 2, 3, 4]) {
    await settle();
    assert.deepEqual([asked.times, asked.told.length], [times, times]);
    mock.timers.tick(13_000);
  }
  await settle();
  assert.equal(asked.outcome, "here");
});

withClock("what does not pass is an error at once", async () => {
  const gone = refusal(404, "gone");
  const asked = new Asked(gone);
  await settle();
  assert.deepEqual([asked.outcome, asked.times], [gone, 1]);
});

withClock("a silence is told, and ends", async () => {
  const asked = new Asked("silence");
  await settle();
  mock.timers.tick(8_000);
  assert.equal(asked.told.length, 1);
  mock.timers.tick(22_000);
  await settle();
  mock.timers.tick(1_500);
  await settle();
  assert.deepEqual([asked.outcome, asked.times], ["here", 2]);
});

withClock("whoever presses does not wait", async () => {
  const asked = new Asked("silence", refusal(503, "busy"));
  await settle();
  mock.timers.tick(8_000);
  asked.told[0]?.();
  await settle();
  assert.equal(asked.times, 2);
  asked.told[1]?.();
  await settle();
  assert.equal(asked.outcome, "here");
});

withClock("a network that is back is asked at once", async () => {
  const asked = new Asked(refusal(0, "offline"));
  await settle();
  asked.events.dispatchEvent(new Event("online"));
  await settle();
  assert.equal(asked.outcome, "here");
});
