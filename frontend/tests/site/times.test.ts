import assert from "node:assert/strict";
import { test } from "node:test";
import { isElsewhere, localText } from "../../src/site/times.ts";

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

test("UTC is told beside a time only where it is another", () => {
  assert.equal(isElsewhere(moment, "Europe/Berlin"), true);
  assert.equal(isElsewhere(moment, "Asia/Kolkata"), true);
  assert.equal(isElsewhere(moment, "Europe/London"), false); // in winter
  assert.equal(isElsewhere(new Date("2026-07-01T12:00:00Z"), "Europe/London"), true);
});
