import assert from "node:assert/strict";
import { test } from "node:test";
import {
  answered,
  begun,
  due,
  heardMore,
  leftText,
  lockedText,
  placeFor,
  toldUpTo,
  untoldMs,
} from "../../src/voting/listening.ts";

test("listening never shrinks", () => {
  assert.equal(heardMore(heardMore(begun("one", 5000, 5000), "a", 4000), "a", 100).heard.a, 4000);
});

test("what is missing is said in whole seconds", () => {
  assert.equal(leftText(heardMore(begun("one", 5000, 0), "a", 4200), "a"), "1 more second to hear");
  assert.equal(leftText(begun("one", 5000, 0), "a"), "5 more seconds to hear");
  assert.equal(leftText(begun("one", 5000, 0), "b"), "Heard enough to judge");
});

test("what the server was told is not told again", () => {
  const heard = heardMore(begun("one", 5000, 5000), "b", 1200);
  assert.equal(untoldMs(heard, "b"), 1200);
  assert.equal(untoldMs(toldUpTo(heard, "b", 1200), "b"), 0);
  assert.equal(untoldMs(heardMore(toldUpTo(heard, "b", 1200), "b", 1500), "b"), 300);
});

test("it is told once a second of listening", () => {
  const heard = toldUpTo(heardMore(begun("one", 5000, 5000), "a", 2000), "a", 1100);
  assert.equal(due(heard, "a"), false);
  assert.equal(due(heardMore(heard, "a", 2100), "a"), true);
});

test("what completes a side is told at once, for the voter may have paused on it", () => {
  const paused = heardMore(
    toldUpTo(heardMore(begun("one", 5000, 5000), "a", 4916), "a", 4916),
    "a",
    5000,
  );
  assert.equal(due(paused, "a"), true);
  assert.equal(due(toldUpTo(paused, "a", 5000), "a"), false);
});

test("the answers unlock by the server's word on both sides", () => {
  const heard = begun("one", 5000, 5000);
  assert.equal(answered(heard, "one", { a: 5000, b: 4999 }).believed, false);
  assert.equal(answered(heard, "one", { a: 5000, b: 5000 }).believed, true);
});

test("a late answer for the pair before unlocks nothing", () => {
  const second = begun("two", 5000, 5000);
  assert.equal(answered(second, "one", { a: 9000, b: 9000 }), second);
});

test("what was heard before the page was loaded anew counts on", () => {
  const again = begun("one", 5000, 5000, { a: 5000, b: 2000 });
  assert.equal(leftText(again, "a"), "Heard enough to judge");
  assert.equal(leftText(again, "b"), "3 more seconds to hear");
  assert.equal(leftText(heardMore(again, "b", 3000), "b"), "Heard enough to judge");
  assert.equal(untoldMs(again, "b"), 0);
  assert.equal(begun("one", 5000, 5000, { a: 5000, b: 5000 }).believed, true);
});

test("the other song goes on at the same place where enough of it is left", () => {
  assert.equal(placeFor(12, 60, 5), 12);
  assert.equal(placeFor(12, 14, 5), 0);
  assert.equal(placeFor(12, 16, 0), 12);
  assert.equal(placeFor(30, 30, 0), 0);
});

test("a locked answer says what is missing", () => {
  const half = heardMore(begun("one", 5000, 5000), "a", 5000);
  assert.equal(lockedText(half), "The answers unlock after listening: 5 s of B.");
  assert.match(lockedText(begun("one", 5000, 5000)), /5 s of A, 5 s of B/);
  assert.match(lockedText(heardMore(half, "b", 5000)), /as soon as the site knows/);
});
