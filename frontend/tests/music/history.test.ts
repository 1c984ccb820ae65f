import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../../src/music/history.ts";

test("it goes back and forth over more than 200 steps", () => {
  const history = new History(0);
  for (let value = 1; value <= 300; value += 1) history.push(value, `to ${value}`);
  for (let step = 0; step < 250; step += 1) assert.ok(history.undo());
  assert.equal(history.value, 50);
  for (let step = 0; step < 250; step += 1) assert.ok(history.redo());
  assert.equal(history.value, 300);
  assert.equal(history.redo(), false);
});

test("a new step drops what was undone", () => {
  const history = new History("a");
  history.push("b", "b");
  history.undo();
  history.push("c", "c");
  assert.equal(history.redo(), false);
  assert.equal(history.value, "c");
});

test("the labels say what undo and redo would do", () => {
  const history = new History("a");
  assert.equal(history.undoLabel, null);
  history.push("b", "Add note");
  assert.equal(history.undoLabel, "Add note");
  history.undo();
  assert.equal(history.redoLabel, "Add note");
});

test("pushing the same value is no step", () => {
  const history = new History("a");
  history.push("a", "nothing");
  assert.equal(history.undoLabel, null);
});
