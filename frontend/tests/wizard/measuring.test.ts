import assert from "node:assert/strict";
import { test } from "node:test";
import { describe, megabytes, musicOf } from "../../src/wizard/measuring.ts";
import { messageOf } from "../../src/wizard/sending.ts";

const file = (name: string, size = 1000): { name: string; size: number } => ({ name, size });

test("of a folder what may be music is taken", () => {
  const names = ["a.MID", "b.zip", "cover.jpg", ".hidden.mid", "song.mxl", "mid"];
  const files = names.map((name) => file(name));
  assert.deepEqual(
    musicOf(files).map(({ name }) => name),
    ["a.MID", "b.zip", "song.mxl"],
  );
});

test("it tells how many and how large", () => {
  assert.equal(describe([file("a.mid", 30_000)]).words, "1 file, 30 kB");
  const { words } = describe([file("a.mid", 1_500_000), file("b.mid", 0)], 3);
  assert.equal(words, "2 files, 1.5 MB; 3 that are no music left aside");
  assert.equal(describe([]).words, "");
});

test("too many and too large are refused before they are sent", () => {
  assert.match(describe(Array(501).fill(file("a.mid"))).problem, /501 files; a data set takes 500/);
  assert.match(describe([file("a.zip", 21_000_000)]).problem, /21 MB; a data set takes 20 MB/);
  assert.match(describe([], 4).problem, /None of these files is music/);
  assert.equal(describe(Array(500).fill(file("a.mid"))).problem, "");
});

test("sizes are told as people say them", () => {
  assert.deepEqual([1, 99_999, 100_000, 12_345_678].map(megabytes), [
    "1 kB",
    "100 kB",
    "0.1 MB",
    "12 MB",
  ]);
});

test("a refusal says what the site said, and something where it said nothing", () => {
  assert.equal(messageOf({ message: "Too large." }, 413), "Too large.");
  assert.match(messageOf(null, 502), /error \(502\)/);
});
