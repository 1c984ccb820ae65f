import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOf } from "../../src/voting/keys.ts";

const pressed = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  target: null,
  ...more,
});

test("letters and numbers act, large ones too", () => {
  const acts = ["1", "2", "a", "B", "t", "X", "s", "n"].map((key) => actionOf(pressed(key)));
  assert.deepEqual(acts, ["play-a", "play-b", "a", "b", "tie", "bad", "skip", "next"]);
});

test("other keys, held keys and keys with a modifier do nothing", () => {
  assert.equal(actionOf(pressed("q")), null);
  assert.equal(actionOf(pressed("a", { repeat: true })), null);
  for (const modifier of ["ctrlKey", "metaKey", "altKey"])
    assert.equal(actionOf(pressed("a", { [modifier]: true })), null);
});

test("what is typed into a field is no vote", () => {
  const target = { tagName: "INPUT" } as unknown as EventTarget;
  assert.equal(actionOf(pressed("a", { target })), null);
});
