import assert from "node:assert/strict";
import { test } from "node:test";
import { leftText } from "../../src/site/countdown.ts";

const HOUR = 3_600_000;

test("the last day is a clock", () => {
  assert.equal(leftText(HOUR + 61_999), "01:01:01");
  assert.equal(leftText(23 * HOUR + 59 * 60_000), "23:59:00");
});

test("before that days and hours are told", () => {
  assert.equal(leftText(24 * HOUR), "1 day");
  assert.equal(leftText(49 * HOUR + 1), "2 days, 1 hour");
  assert.equal(leftText(53 * HOUR), "2 days, 5 hours");
});

test("when it is over the page is asked for again", () => {
  assert.match(leftText(999), /Load the page again/);
  assert.match(leftText(-5), /Load the page again/);
});
