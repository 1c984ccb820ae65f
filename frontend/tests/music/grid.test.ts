import assert from "node:assert/strict";
import { test } from "node:test";
import { GRID_STEPS, quantised, snapDown, snapNear } from "../../src/music/grid.ts";

test("every step divides a bar of four quarters into whole ticks", () => {
  for (const { ticks } of GRID_STEPS) assert.equal((4 * 960) % ticks, 0);
});

test("snapping", () => {
  assert.equal(snapNear(359, 240), 240);
  assert.equal(snapNear(361, 240), 480);
  assert.equal(snapDown(479, 240), 240);
  assert.equal(snapDown(-5, 240), 0);
});

test("half the strength goes half the way", () => {
  const note = { onset: 1000, pitch: 60, length: 500, velocity: 80 };
  assert.equal(quantised(note, 240, 0.5).onset, 980);
  assert.equal(quantised(note, 240, 0).onset, 1000);
});

test("a very short note becomes one step", () => {
  assert.equal(quantised({ onset: 0, pitch: 60, length: 3, velocity: 80 }, 240).length, 240);
});
