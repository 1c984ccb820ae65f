import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Song } from "../../src/music/song.ts";
import { Preview } from "../../src/studio/preview.ts";
import { type Loudspeaker, Studio } from "../../src/studio/studio.ts";
import { Heard, note, songWith } from "./instruments.ts";

const BAR = 4 * 960;

/** Lets what waits for promises go on. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A song that a model writes, bar by bar, and somebody who hears it as fast as it is written. */
class Writing {
  seconds = 0;
  readonly button = { hidden: true, onclick: (): void => {} };
  readonly studio: Studio;
  readonly preview: Preview;

  constructor() {
    const sound: Loudspeaker = {
      now: () => this.seconds,
      send() {},
      silence() {},
      flush() {},
      wake: () => Promise.resolve(),
      timeOf: () => 0,
    };
    this.studio = new Studio(sound, new Heard());
    const listenIn = this.button as unknown as HTMLButtonElement;
    this.preview = new Preview(this.studio, { listenIn });
  }

  write(bars: number): void {
    const notes = Array.from({ length: bars }, (_, bar) => note(bar * BAR));
    this.preview.offer({
      ...{ name: "Slow", origin: { kind: "generated", job: "job" }, seed: 1, edits: [], of: 0 },
      ...{ input: songWith() as Song, song: songWith(...notes) },
    });
  }

  async listen(): Promise<void> {
    this.button.onclick();
    await settle();
  }

  /** So long that all that is there has been heard. */
  async hear(): Promise<void> {
    this.seconds += 100;
    mock.timers.tick(50);
    await settle();
  }
}

async function heardToTheEnd(): Promise<Writing> {
  const writing = new Writing();
  writing.write(2);
  await writing.listen();
  assert.equal(writing.studio.player.playing, true);
  await writing.hear();
  assert.equal(writing.studio.player.playing, false);
  return writing;
}

const withClock = (name: string, body: () => Promise<void>): void => {
  test(name, async () => {
    mock.timers.enable({ apis: ["setInterval"] });
    try {
      await body();
    } finally {
      mock.timers.reset();
    }
  });
};

withClock("it plays on from where the writing was behind", async () => {
  const writing = await heardToTheEnd();
  const { player } = writing.studio;
  const { end } = player;
  writing.write(6);
  await settle();
  assert.equal(player.playing, true);
  assert.ok(player.tick >= end);
});

withClock("a little more is waited for, unless it is the end", async () => {
  const writing = await heardToTheEnd();
  writing.write(3);
  await settle();
  assert.equal(writing.studio.player.playing, false);
  writing.preview.playOn(0);
  await settle();
  assert.equal(writing.studio.player.playing, true);
});

withClock("whoever stops it is left in peace", async () => {
  const writing = await heardToTheEnd();
  writing.studio.seek(0);
  writing.write(8);
  await settle();
  assert.equal(writing.studio.player.playing, false);
});
