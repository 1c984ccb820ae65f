import assert from "node:assert/strict";
import { test } from "node:test";
import { changeMeter, changeTempo } from "../../src/music/maps.ts";
import { emptySong, type Song } from "../../src/music/song.ts";
import { qpm } from "../../src/music/time.ts";

const mapped: Song = {
  ...emptySong(),
  tempi: [120, 60, 90].map((tempo, index) => ({
    tick: index * 3840,
    usPerQuarter: Math.round(60e6 / tempo),
  })),
  meters: [
    { tick: 0, numerator: 4, denominator: 4 },
    { tick: 3840, numerator: 3, denominator: 4 },
  ],
};
const tempi = (song: Song): number[] => song.tempi.map((tempo) => Math.round(qpm(tempo)));

test("the mark in force changes, and no other", () => {
  assert.deepEqual(tempi(changeTempo(mapped, 5000, 80)), [120, 80, 90]);
});

test("all marks change in proportion", () => {
  assert.deepEqual(tempi(changeTempo(mapped, 0, 60, "scaled")), [60, 30, 45]);
});

test("in proportion no mark leaves 20 to 300", () => {
  assert.deepEqual(tempi(changeTempo(mapped, 4000, 20, "scaled")), [40, 20, 30]);
  assert.deepEqual(tempi(changeTempo(mapped, 4000, 200, "scaled")), [300, 200, 300]);
});

test("one tempo for the whole song", () => {
  const song = changeTempo(mapped, 5000, 100, "one");
  assert.deepEqual(tempi(song), [100]);
  assert.equal(song.tempi[0]?.tick, 0);
});

test("the meter in force changes, and no other", () => {
  const song = changeMeter(mapped, 4000, { numerator: 7, denominator: 8 });
  assert.deepEqual(song.meters, [
    { tick: 0, numerator: 4, denominator: 4 },
    { tick: 3840, numerator: 7, denominator: 8 },
  ]);
});
