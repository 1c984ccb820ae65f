import assert from "node:assert/strict";
import { test } from "node:test";
import { question } from "../../src/site/revealing.ts";

test("the first question begins, the others go on", () => {
  assert.equal(question("Third", true), "Tell who is third");
  assert.equal(question("First", false), "And who is first");
});
