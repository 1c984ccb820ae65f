import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf, columnOf, keysFor, pitchesOf, steppedTick } from "../../src/waterfall/falling.ts";

const note = (pitch: number, onset = 0, length = 100) => ({ pitch, onset, length, velocity: 80 });
const stage = { first: 48, octaves: 2, width: 150, height: 400, ticksShown: 1_000 };

test("the piano has as few octaves as hold the part, and two at least", () => {
  assert.deepEqual(keysFor([note(60), note(64)]), { first: 60, octaves: 2 });
  assert.deepEqual(keysFor([note(47), note(84)]), { first: 36, octaves: 4 });
  assert.deepEqual(keysFor([]), { first: 60, octaves: 2 });
  assert.equal(pitchesOf({ first: 108, octaves: 2 }).at(-1), 127);
});

test("columns are the keys of the piano below, from left to right", () => {
  assert.deepEqual(columnOf(stage, 48), { x: 0, width: 10 });
  assert.deepEqual(columnOf(stage, 72), { x: 140, width: 10 });
  const sharp = columnOf(stage, 49); // between C and D
  assert.ok(Math.abs(sharp.x - 6.8) < 1e-9 && Math.abs(sharp.width - 6.4) < 1e-9);
});

test("a note reaches the keys when it sounds, and is as tall as it is long", () => {
  const later = boxOf(stage, 0, note(48, 500));
  assert.deepEqual([later.y, later.height], [160, 40]);
  const now = boxOf(stage, 500, note(48, 500));
  assert.equal(now.y + now.height, stage.height);
});

test("without motion time goes by steps", () => {
  const steps = [0, 500, 900].map((tick) => ({ tick, pitches: [60] }));
  assert.deepEqual(
    [0, 499, 500, 899, 5_000].map((now) => steppedTick(steps, now)),
    [0, 0, 500, 500, 900],
  );
  assert.equal(steppedTick([], 10), 0);
});
