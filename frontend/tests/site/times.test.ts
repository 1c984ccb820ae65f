import assert from "node:assert/strict";
import { test } from "node:test";
import { localText } from "../../src/site/times.ts";

const moment = new Date("2026-11-21T23:30:00Z");

test("times are told in the viewer's zone, with its name", () => {
  assert.match(
    localText(moment, false, "en-GB", "Europe/Berlin"),
    /22 Nov 2026.*00:30.*(CET|GMT\+1)/,
  );
  assert.match(localText(moment, false, "en-GB", "UTC"), /21 Nov 2026.*23:30.*UTC/);
});

test("dates are told without the clock", () => {
  assert.equal(localText(moment, true, "en-GB", "Asia/Tokyo"), "22 Nov 2026");
});
