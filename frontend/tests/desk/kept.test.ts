import assert from "node:assert/strict";
import { test } from "node:test";
import { restored, written, type Fields } from "../../src/desk/kept.ts";

const SENT: Fields = [
  ["title", ""],
  ["rules", "8"],
];
const TYPED: Fields = [
  ["title", "Winter"],
  ["rules", "8"],
];

test("what was typed comes back, once it does not stand there", () => {
  const kept = written("v1", TYPED, SENT);
  assert.deepEqual(restored(kept, "v1", SENT), TYPED);
  assert.equal(restored(kept, "v1", TYPED), null);
});

test("a form as the site has sent it is not kept", () => {
  assert.equal(written("v1", SENT, SENT), null);
});

test("nothing comes back over what was saved since", () => {
  assert.equal(restored(written("v1", TYPED, SENT), "v2", SENT), null);
});

test("what somebody else wrote there is no draft", () => {
  for (const text of [null, "", "{", "7", '{"version":"v1","typed":[["title",1]]}']) {
    assert.equal(restored(text, "v1", SENT), null);
  }
});
