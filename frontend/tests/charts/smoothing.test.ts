import assert from "node:assert/strict";
import { test } from "node:test";
import { smoothed } from "../../src/charts/smoothing.ts";

test("without a weight the figures stay as they are", () => {
  assert.deepEqual(smoothed([3, 1, 2], 0), [3, 1, 2]);
});

test("what is the same everywhere stays the same, from its beginning on", () => {
  for (const weight of [0.1, 0.8, 0.98])
    for (const figure of smoothed([4, 4, 4, 4], weight))
      assert.ok(Math.abs(Number(figure) - 4) < 1e-9);
});

test("a smoothed line stays between the least and the greatest figure", () => {
  const figures = [5, -2, 7, 0.5, 3];
  for (const figure of smoothed(figures, 0.9))
    assert.ok(figure !== null && figure >= -2 && figure <= 7);
});

test("more weight makes a step slower", () => {
  const step = [0, 0, 0, 1, 1];
  const [little, much] = [smoothed(step, 0.2).at(-1), smoothed(step, 0.9).at(-1)];
  assert.ok(Number(little) > Number(much));
});

test("a gap stays a gap, and what follows goes on from what was before", () => {
  const [first, gap, next] = smoothed([2, null, 2], 0.5);
  assert.equal(gap, null);
  assert.equal(first, 2);
  assert.equal(next, 2);
});
