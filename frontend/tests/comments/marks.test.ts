import assert from "node:assert/strict";
import { test } from "node:test";
import { countedOf, type Mark, placed, spokenOf, toldOf } from "../../src/comments/marks.ts";

const mark = (at_ms: number): Mark => ({
  id: at_ms,
  at_ms,
  initial: "B",
  hue: 1,
  name: "bob",
  words: "Nice",
});

test("marks stand at their share of the song", () => {
  const found = placed([mark(0), mark(5_000), mark(10_000)], 20, 0.1);
  assert.deepEqual(
    found.map((one) => one.share),
    [0, 0.25, 0.5],
  );
});

test("those without room are left out, the first ones stay", () => {
  const many = Array.from({ length: 200 }, (_, number) => mark(number * 100));
  const found = placed(many, 20, 0.05);
  assert.ok(found.length > 17 && found.length <= 21);
  assert.equal(found[0]?.mark.at_ms, 0);
});

test("what stood behind the end of a song stands at its end", () => {
  assert.equal(placed([mark(30_000)], 20, 0.1)[0]?.share, 1);
  assert.equal(placed([mark(30_000)], 0, 0.1)[0]?.share, 0);
});

test("a comment is spoken of from its moment on, for four seconds", () => {
  const all = [mark(0), mark(1_000), mark(9_000)];
  assert.equal(spokenOf(all, 0.5)?.at_ms, 0);
  assert.equal(spokenOf(all, 1)?.at_ms, 1_000);
  assert.equal(spokenOf(all, 4.9)?.at_ms, 1_000);
  assert.equal(spokenOf(all, 5), null);
  assert.equal(spokenOf([], 5), null);
});

test("a mark says when, who and what", () => {
  assert.equal(toldOf(mark(12_500)), "0:12, bob: Nice");
});

test("it is told how many are not marked", () => {
  const marks = [mark(0), mark(1)];
  assert.equal(countedOf(2, { marks, more: 0 }), "");
  assert.equal(countedOf(0, { marks: [], more: 0 }), "");
  assert.equal(
    countedOf(1, { marks, more: 2_998 }),
    "1 of 3,000 comments are marked above.",
  );
});
