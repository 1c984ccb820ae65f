import assert from "node:assert/strict";
import { test } from "node:test";
import { waveBars } from "../../src/shareplayer/drawing.ts";

test("bars take the largest of their peaks and fill the width", () => {
  const bars = waveBars([1, 9, 2, 3, 4, 8], 9);
  assert.deepEqual(bars, [
    { x: 0, peak: 9 },
    { x: 3, peak: 3 },
    { x: 6, peak: 8 },
  ]);
});

test("there are never more bars than peaks, and none without", () => {
  assert.equal(waveBars([5, 6], 900).length, 2);
  assert.deepEqual(waveBars([], 900), []);
  assert.equal(waveBars([5, 6], 1).length, 1);
});
