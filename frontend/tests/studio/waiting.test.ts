import assert from "node:assert/strict";
import { test } from "node:test";
import { leftWords, spoken, stageWords } from "../../src/studio/waiting.ts";

const waiting = (place: number | null, seconds_ahead: number | null) => ({
  state: "queued",
  stage: "",
  place,
  seconds_ahead,
});

test("who waits is told who goes before and when it begins", () => {
  assert.equal(stageWords(waiting(0, 0)), "Next in line");
  assert.equal(stageWords(waiting(0, 12.4)), "Next in line, begins within 13\u00a0s");
  assert.equal(stageWords(waiting(1, 30)), "1 take before yours, begins within 30\u00a0s");
  assert.equal(stageWords(waiting(3, 150)), "3 takes before yours, begins within 3\u00a0min");
});

test("a site that tells no place is understood", () => {
  assert.equal(stageWords(waiting(null, null)), "Next in line");
});

test("a running job tells its stage", () => {
  assert.equal(
    stageWords({ state: "running", stage: "Edit 3 of 9", place: null, seconds_ahead: null }),
    "Edit 3 of 9",
  );
  assert.equal(stageWords({ state: "running", stage: "" }), "Working");
});

test("what is left is told where there is a guess", () => {
  assert.equal(leftWords(11.2), ", about 12\u00a0s left");
  assert.equal(leftWords(0.5), "");
  assert.equal(leftWords(null), "");
});

test("short times in seconds, long ones in minutes, rounded up", () => {
  const words = [1, 119.5, 121, 600].map(spoken);
  assert.deepEqual(words, ["1\u00a0s", "120\u00a0s", "3\u00a0min", "10\u00a0min"]);
});

test("that a machine stopped and it began again is told all the while", () => {
  const running = { state: "running", stage: "119 notes" };
  assert.equal(stageWords({ ...running, attempt: 1 }), "119 notes");
  assert.equal(stageWords({ ...running, attempt: 2 }), "119 notes (began again: second try)");
  assert.equal(stageWords({ ...running, attempt: 3 }), "119 notes (began again: third try)");
});
