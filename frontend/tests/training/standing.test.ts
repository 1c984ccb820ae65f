import assert from "node:assert/strict";
import { test } from "node:test";
import { actsOf, standingOf } from "../../src/training/standing.ts";
import { at, epoch } from "./runs.ts";

const none = { epochs: [epoch(0)] };

test("a run that waits says its place", () => {
  assert.match(standingOf(at({ state: "queued", place: 0 })).sentence, /next/);
  assert.match(standingOf(at({ state: "queued", place: 3 })).sentence, /^3 runs/);
});

test("before the first epoch it says when it is expected", () => {
  const run = at({ epochs_done: 0, epochs_all: 10, seconds_left: 400 }, none);
  assert.equal(standingOf(run).sentence, "The first epoch is expected in about 40 s.");
});

test("it says that the first epoch is on its way where nobody knows when", () => {
  assert.match(standingOf(at({ epochs_done: 0, seconds_left: null }, none)).sentence, /on its way/);
});

test("a run that learns says its epoch and the minutes left", () => {
  const { headline, sentence } = standingOf(at({}));
  assert.equal(headline, "Epoch 4 of 10");
  assert.match(sentence, /^About 4 minutes left/);
});

test("a machine that fell silent is said to be so", () => {
  assert.equal(standingOf(at({ silent: true })).badge, "Interrupted");
});

test("a wish is said until it is done", () => {
  assert.match(standingOf(at({ wish: "pause" })).sentence, /pauses at its next step/);
});

test("a run that failed says why in the words of the site", () => {
  const error = { code: "diverged", message: "The losses are no numbers any more." };
  assert.equal(standingOf(at({ state: "failed", error })).sentence, error.message);
});

test("a run that is done says its best epoch", () => {
  assert.match(standingOf(at({ state: "done" })).sentence, /^Epoch 3 is the best/);
});

test("what may be asked of a run goes by its state", () => {
  assert.deepEqual(actsOf(at({})), ["model", "pause", "keep", "cancel"]);
  assert.deepEqual(actsOf(at({}, none)), ["pause", "cancel"]);
  assert.deepEqual(actsOf(at({ wish: "pause" })), ["model", "resume", "cancel"]);
  assert.deepEqual(actsOf(at({ wish: "cancel" })), ["model", "resume"]);
  assert.deepEqual(actsOf(at({ state: "paused" })), ["model", "resume", "keep", "cancel"]);
  assert.deepEqual(actsOf(at({ state: "done", resumable: false })), ["model"]);
  assert.deepEqual(actsOf(at({ state: "cancelled" })), ["model", "resume"]);
  assert.deepEqual(actsOf(at({ state: "failed", resumable: false }, none)), []);
  assert.deepEqual(actsOf(at({ state: "queued" }, { epochs: [] })), ["pause", "cancel"]);
});
