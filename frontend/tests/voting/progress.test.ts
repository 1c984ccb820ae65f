import assert from "node:assert/strict";
import { test } from "node:test";
import { chosenText, countedText, pairText, progressText } from "../../src/voting/progress.ts";

const progress = { cast: 2, left: 7, number: 3, most: 9, skips_left: 10 };

test("the most is told with every pair", () => {
  assert.equal(pairText(progress), "Pair 3 of at most 9");
});

test("none is none, one is one, and more are many", () => {
  const rest = "; 10 skips left, and a skipped pair is one of yours.";
  assert.equal(progressText({ ...progress, cast: 0 }), `No vote yet${rest}`);
  assert.equal(progressText({ ...progress, cast: 1 }), `1 vote counted${rest}`);
  assert.equal(progressText(progress), `2 votes counted${rest}`);
});

test("what skips cost is told while there are any", () => {
  assert.match(progressText({ ...progress, skips_left: 1 }), /1 skip left/);
  assert.equal(progressText({ ...progress, skips_left: 0 }), "2 votes counted; no skips are left.");
});

test("what was chosen is told", () => {
  const said = ["a", "b", "tie", "bad"].map(chosenText);
  assert.equal(new Set(said).size, 4);
  assert.equal(said[0], "You chose A");
});

test("every fifth vote of a sitting is thanked for, and no other", () => {
  const thanked = [0, 1, 2, 3, 4, 5, 6, 9, 10, 11].filter((votes) =>
    countedText(votes).includes("thank you"),
  );
  assert.deepEqual(thanked, [5, 10]);
  assert.match(countedText(10), /10 in this sitting/);
  assert.equal(countedText(4), "Your vote is counted.");
});
