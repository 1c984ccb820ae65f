import assert from "node:assert/strict";
import { test } from "node:test";
import { begun, heardMore, leftText, unlocked } from "../../src/voting/listening.ts";

test("answers unlock when both sides were heard", () => {
  const start = begun(5000, 3000);
  assert.equal(unlocked(start), false);
  const oneSide = heardMore(start, "a", 9000);
  assert.equal(unlocked(oneSide), false);
  assert.equal(unlocked(heardMore(oneSide, "b", 3000)), true);
});

test("listening never shrinks", () => {
  assert.equal(heardMore(heardMore(begun(5000, 5000), "a", 4000), "a", 100).heard.a, 4000);
});

test("what is missing is said in whole seconds", () => {
  assert.equal(leftText(heardMore(begun(5000, 0), "a", 4200), "a"), "1 more second to hear");
  assert.equal(leftText(begun(5000, 0), "a"), "5 more seconds to hear");
  assert.equal(leftText(begun(5000, 0), "b"), "Heard enough to judge");
});
