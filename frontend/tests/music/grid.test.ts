import assert from "node:assert/strict";
import { test } from "node:test";
import { GRID_STEPS, snapDown, snapNear } from "../../src/music/grid.ts";

test("every step divides a bar of four quarters into whole ticks", () => {
  for (const { ticks } of GRID_STEPS) assert.equal((4 * 960) % ticks, 0);
});

test("snapping", () => {
  assert.equal(snapNear(359, 240), 240);
  assert.equal(snapNear(361, 240), 480);
  assert.equal(snapDown(479, 240), 240);
  assert.equal(snapDown(-5, 240), 0);
});
