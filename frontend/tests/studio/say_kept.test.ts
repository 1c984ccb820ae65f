import assert from "node:assert/strict";
import { test } from "node:test";
import { shortWords, standWords } from "../../src/studio/standing.ts";

const saved = { kind: "saved", at: Date.now() - 3_000 } as const;
const waiting = { kind: "waiting" } as const;
const none = { kind: "none" } as const;

test("when the site has the draft, that is said, with the time", () => {
  assert.match(standWords(saved, true), /^Draft saved [34] s ago$/);
  assert.match(standWords(saved, false), /^Draft saved [34] s ago, not in this browser$/);
  assert.match(shortWords(saved, true), /^Saved [34] s ago$/);
});

test("what only this browser has is said to be there, and that nothing has it", () => {
  assert.equal(standWords(none, true), "Draft kept in this browser");
  assert.equal(shortWords(none, true), "Kept here");
  assert.equal(shortWords(none, false), "Not kept");
  assert.equal(shortWords(waiting, true), "Offline, kept");
});

test("nothing is said before anything was kept", () => {
  assert.equal(standWords(none, null) + shortWords(none, null), "");
});
