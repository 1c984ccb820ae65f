import assert from "node:assert/strict";
import { test } from "node:test";
import { secondsLeft } from "../../src/voting/undoing.ts";

test("a begun second is a second, and what is over is nothing", () => {
  assert.equal(secondsLeft(10_000, 0), 10);
  assert.equal(secondsLeft(10_000, 9001), 1);
  assert.equal(secondsLeft(10_000, 10_000), 0);
  assert.equal(secondsLeft(10_000, 60_000), 0);
});
