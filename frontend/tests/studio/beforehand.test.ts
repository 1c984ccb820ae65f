import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong, makeTrack } from "../../src/music/song.ts";
import { fetchBeforehand } from "../../src/studio/beforehand.ts";
import { note, quietStudio } from "./instruments.ts";

const song = (...programs: number[]) => ({
  ...emptySong(),
  tracks: programs.map((program) => makeTrack({ program, notes: [note(0)] })),
});

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

test("instruments of the song that is open come by themselves, each once", async () => {
  const { studio } = quietStudio();
  const asked: string[] = [];
  const ready: string[] = [];
  fetchBeforehand(
    studio,
    async (name) => ready.push(name),
    async (name) => asked.push(name),
  );
  await settle();
  assert.deepEqual(ready, ["0"]); // what a new song is played by
  studio.apply(song(0, 33, 33), "Bass");
  studio.apply(song(0, 33, 40), "Violin");
  await settle();
  assert.deepEqual(asked, ["33", "40"]);
  assert.deepEqual(ready, ["0"]);
});

test("one that did not come is asked for again with the next change", async () => {
  const { studio } = quietStudio();
  const asked: string[] = [];
  const ask = async (name: string): Promise<void> => {
    if (asked.push(name) === 1) throw new TypeError("no line");
  };
  fetchBeforehand(studio, ask, ask);
  await settle();
  studio.apply(song(0), "Note");
  await settle();
  assert.deepEqual(asked, ["0", "0"]);
});
