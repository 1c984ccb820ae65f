import assert from "node:assert/strict";
import { test } from "node:test";
import * as histories from "../../src/music/history.ts";

const { newHistory, pushStep, redoStep, undoStep, undoLabel, redoLabel } = histories;
type Edit = (history: histories.History<number>) => histories.History<number>;

const times = (count: number, edit: Edit, history: histories.History<number>) =>
  Array.from({ length: count }).reduce<histories.History<number>>((now) => edit(now), history);

test("it goes back and forth over more than 200 steps", () => {
  const next: Edit = (history) => pushStep(history, history.now.value + 1, "on");
  const there = times(300, next, newHistory(0));
  const back = times(250, undoStep, there);
  assert.equal(back.now.value, 50);
  const again = times(250, redoStep, back);
  assert.equal(again.now.value, 300);
  assert.equal(redoStep(again), again);
});

test("what was before a step stays as it was", () => {
  const before = pushStep(newHistory("a"), "b", "b");
  pushStep(before, "c", "c");
  undoStep(before);
  assert.deepEqual(before, pushStep(newHistory("a"), "b", "b"));
});

test("a new step drops what was undone", () => {
  const undone = undoStep(pushStep(newHistory("a"), "b", "b"));
  const other = pushStep(undone, "c", "c");
  assert.equal(redoStep(other), other);
  assert.equal(other.now.value, "c");
});

test("the labels say what undo and redo would do", () => {
  const fresh = newHistory("a");
  assert.equal(undoLabel(fresh), null);
  const edited = pushStep(fresh, "b", "Add note");
  assert.equal(undoLabel(edited), "Add note");
  assert.equal(redoLabel(undoStep(edited)), "Add note");
});

test("pushing the same value is no step", () => {
  const history = newHistory("a");
  assert.equal(pushStep(history, "a", "nothing"), history);
});

test("it forgets the oldest of very many steps", () => {
  const next: Edit = (history) => pushStep(history, history.now.value + 1, "on");
  const undone = times(1_000, undoStep, times(800, next, newHistory(0)));
  assert.equal(undone.now.value, 300);
});
