import assert from "node:assert/strict";
import { test } from "node:test";
import { proposal, shownErrors } from "../../src/desk/showing.ts";

test("errors are shown of fields that one has come to, whole", () => {
  const errors = { title: ["It needs letters."], rules: ["No song meets that.", "Twice."] };
  assert.deepEqual(shownErrors(errors, new Set(["rules", "tagline"])), {
    rules: "No song meets that. Twice.",
  });
});

test("an address is proposed until somebody writes one", () => {
  assert.equal(proposal("winter-songs", false), "winter-songs");
  assert.equal(proposal("winter-songs", true), "");
});
