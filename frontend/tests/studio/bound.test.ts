import assert from "node:assert/strict";
import { test } from "node:test";
import { boundFor, enterUrl, keptSearch } from "../../src/studio/bound.ts";

const song = { id: "7", url: "/@a/7/", title: "Ode", revision: 1 };

test("the challenge in the address stays there, and saving leads back to it", () => {
  const search = "?composition=7&challenge=ode-to-all";
  assert.equal(keptSearch(search), "?challenge=ode-to-all");
  assert.equal(enterUrl(song, boundFor(search)), "/challenges/ode-to-all/submit/?composition=7");
});

test("without one, or with something else in its place, all challenges are offered", () => {
  for (const search of ["", "?challenge=", "?challenge=../../accounts", "?challenge=a%2Fb"]) {
    assert.equal(keptSearch(search), "");
    assert.equal(enterUrl(song, boundFor(search)), "/challenges/?composition=7");
  }
});
