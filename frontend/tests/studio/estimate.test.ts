import assert from "node:assert/strict";
import { mock, test } from "node:test";
import type { Song } from "../../src/music/song.ts";
import { Estimating, pathOf } from "../../src/studio/estimating.ts";
import type { Wish } from "../../src/studio/models.ts";
import { note, songWith } from "./instruments.ts";

const wish = (candidates: number): Wish => ({
  technique: "gan",
  model: "gan-pop",
  parameters: { candidates, locked: [[0, 60]] },
});
const song = songWith(note(0), note(960));

/** Looks at some wishes one after the other, with so many ms between; returns what was asked. */
async function asked(wishes: readonly (Wish | null)[], between: number, of: Song = song) {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const paths: string[] = [];
    let told = 0;
    const ask = (path: string): Promise<{ seconds: number }> => {
      paths.push(path);
      return Promise.resolve({ seconds: 3 * paths.length });
    };
    const estimating = new Estimating(() => (told += 1), ask);
    for (const each of wishes) {
      estimating.look(each, of);
      mock.timers.tick(between);
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    }
    return { paths, told, seconds: estimating.seconds };
  } finally {
    mock.timers.reset();
  }
}

test("the site is asked by the size of the song, without its notes", async () => {
  const { paths, told, seconds } = await asked([wish(4)], 5_000);
  const query = new URLSearchParams(paths[0]?.split("?")[1]);
  assert.equal(query.get("ticks"), "1920");
  assert.equal(query.get("notes"), "2");
  assert.equal(query.get("tempo"), "500000");
  assert.equal(query.get("parameters"), '{"candidates":4}');
  assert.deepEqual([told, seconds], [1, 3]);
});

test("the same wish for the same song is asked about once", async () => {
  assert.equal((await asked([wish(1), wish(1)], 5_000)).paths.length, 1);
});

test("another wish is another question, and the old answer is told no more", async () => {
  const { paths, seconds } = await asked([wish(1), wish(2)], 5_000);
  assert.deepEqual(paths, [pathOf(wish(1), song), pathOf(wish(2), song)]);
  assert.equal(seconds, 6);
});

test("while one still turns the knobs nothing is asked", async () => {
  assert.deepEqual((await asked([wish(1), wish(2), wish(4)], 100)).paths, []);
});

test("an empty song, or no wish, is no question", async () => {
  assert.deepEqual((await asked([null], 5_000)).paths, []);
  assert.deepEqual((await asked([wish(1)], 5_000, songWith())).paths, []);
});
