import assert from "node:assert/strict";
import { test } from "node:test";
import { knownZone } from "../../src/desk/zone.ts";

test("the browser's zone is proposed where the site knows it", () => {
  assert.equal(knownZone(["UTC", "Europe/Berlin"], "Europe/Berlin"), "Europe/Berlin");
  assert.equal(knownZone(["UTC", "Europe/Berlin"], "Mars/Olympus"), "");
});
