/** Where some bars of a song lie in time: by its metres and tempi, and never behind its end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong, makeTrack, type Song } from "../../src/music/song.ts";
import { passageOf } from "../../src/player/bars.ts";

const BAR = 3 * 960; // three quarters; the second half is twice as slow

const waltz: Song = {
  ...emptySong(),
  tempi: [
    { tick: 0, usPerQuarter: 500_000 },
    { tick: 2 * BAR, usPerQuarter: 1_000_000 },
  ],
  meters: [{ tick: 0, numerator: 3, denominator: 4 }],
  tracks: [makeTrack({ notes: [{ onset: 0, pitch: 60, length: 4 * BAR, velocity: 80 }] })],
};

const seconds = (first: number, bars: number): [number, number] => {
  const { from, to } = passageOf(waltz, first, bars);
  return [from, to];
};

test("bars lie where metre and tempo put them", () => {
  assert.deepEqual(seconds(0, 1), [0, 1.5]);
  assert.deepEqual(seconds(1, 2), [1.5, 6]);
});

test("a passage ends with the song", () => {
  assert.deepEqual(seconds(3, 8), [6, 9]);
  assert.deepEqual(seconds(7, 8), [9, 9]);
});
