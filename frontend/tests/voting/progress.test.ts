import assert from "node:assert/strict";
import { test } from "node:test";
import { progressText } from "../../src/voting/progress.ts";

test("one is one, and more are many", () => {
  assert.equal(progressText({ cast: 1, left: 1 }), "You have voted 1 time; 1 pair left for you.");
  assert.equal(progressText({ cast: 0, left: 3 }), "You have voted 0 times; 3 pairs left for you.");
});
