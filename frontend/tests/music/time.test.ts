import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong, type Song } from "../../src/music/song.ts";
import { barLines, placeAt, secondsAt, tickAt, tickOf } from "../../src/music/time.ts";

const changing: Song = {
  ...emptySong(),
  tempi: [
    { tick: 0, usPerQuarter: 500_000 },
    { tick: 1920, usPerQuarter: 1_000_000 },
    { tick: 3840, usPerQuarter: 250_000 },
  ],
  meters: [
    { tick: 0, numerator: 3, denominator: 4 },
    { tick: 2880 * 2, numerator: 6, denominator: 8 },
  ],
};

test("seconds follow the tempo map", () => {
  assert.equal(secondsAt(changing, 960), 0.5);
  assert.equal(secondsAt(changing, 2880), 2);
  assert.equal(secondsAt(changing, 4800), 3.25);
});

test("tick to seconds and back is the same tick", () => {
  for (let tick = 0; tick < 12_000; tick += 137)
    assert.ok(Math.abs(tickAt(changing, secondsAt(changing, tick)) - tick) < 1e-6);
});

test("bars and beats follow the meters", () => {
  assert.deepEqual(placeAt(changing, 2880), { bar: 2, beat: 1, tick: 0 });
  assert.deepEqual(placeAt(changing, 5760 + 480), { bar: 3, beat: 2, tick: 0 });
  assert.deepEqual(placeAt(changing, 5760 + 2880), { bar: 4, beat: 1, tick: 0 });
});

test("place to tick and back is the same tick", () => {
  for (let tick = 0; tick < 20_000; tick += 61)
    assert.equal(tickOf(changing, placeAt(changing, tick)), tick);
});

test("bar lines stand where bars begin", () => {
  assert.deepEqual(barLines(changing, 0, 9000), [0, 2880, 5760, 8640]);
  assert.deepEqual(barLines(changing, 2881, 8641), [5760, 8640]);
});
