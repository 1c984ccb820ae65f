import assert from "node:assert/strict";
import { test } from "node:test";
import { changes, mean, themes } from "../../src/learning/attention/comparing.ts";
import { believed, pitchChances } from "../../src/learning/attention/dice.ts";
import { distanceWords, listened, sentence } from "../../src/learning/attention/telling.ts";
import { type Row, songWith, type Trace } from "../../src/learning/attention/trace.ts";
import { rowsOf } from "../../src/learning/attention/versions.ts";

const row = (beat: number, pitch: number): Row => [beat * 960, pitch, 960, 84];
const TUNE = [60, 62, 64, 65, 67, 65, 64, 62].map((pitch, at) => row(at, pitch));
const MADE = [row(8, 60), row(9, 62), row(10, 64), row(11, 65), row(12, 72)];
const heard = [100, 8, 500, 0, 200, 7, 100];

const TRACE: Trace = {
  layers: 1,
  heads: 2,
  memories: [1],
  temperatures: [1],
  shares: [1],
  tune: TUNE,
  made: MADE,
  attention: MADE.map(() => ({ all: heard, heads: [[1000], heard] })),
  lowest: 60,
  pitches: MADE.map(() => [0, -100, -200, -300]),
  themes: { "1": [0, 100] },
  muted: { "0.0": { made: MADE.slice(1), believed: [1, 2, 3, 4, 5] } },
  windows: { "1": [row(8, 61)] },
  placeless: [row(8, 59)],
  dice: { "1 1": MADE },
};

test("shares are read: what stands before, the loudest, and all others", () => {
  const { before, loudest, rest } = listened(heard);
  assert.deepEqual(loudest, [
    { note: 8, share: 0.5 },
    { note: 0, share: 0.2 },
    { note: 7, share: 0.1 },
  ]);
  assert.equal(before, 0.1);
  assert.ok(Math.abs(rest - 0.1) < 1e-9);
});

test("a sentence names the loudest, how far back they are, and where the rest went", () => {
  assert.equal(
    sentence(TRACE, 1, null),
    "This D 4 listened most to the C 4 just before it (50 %), the C 4 two bars before (20 %) " +
      "and the D 4 one bar before (10 %). 10 % went to what stands before the music, " +
      "10 % to other notes.",
  );
  assert.equal(
    sentence(TRACE, 1, 0),
    "This D 4 listened most to no note at all. 100 % went to what stands before the music, " +
      "0 % to other notes.",
  );
});

test("distances are told in bars", () => {
  const [first, last] = [row(0, 60), row(11, 60)];
  assert.equal(distanceWords(last, first, false), "two bars before");
  assert.equal(distanceWords(last, row(9, 60), false), "in the same bar");
  assert.equal(distanceWords(last, row(10, 60), true), "just before it");
  assert.equal(distanceWords(row(40, 60), first, false), "10 bars before");
});

test("changes are counted, and begin where the first note is another", () => {
  assert.deepEqual(changes(MADE, MADE), { count: 0, first: null });
  const other = [MADE[0] as Row, row(9, 63), ...MADE.slice(2)];
  assert.deepEqual(changes(MADE, other), { count: 1, first: 1 });
  assert.deepEqual(changes(MADE, MADE.slice(1)), { count: 0, first: 0 });
});

test("a run of four notes of the tune is a theme, in its rhythm and at its pitches", () => {
  assert.equal(themes(TRACE, MADE), 0.5); // the first run of two
  assert.equal(themes(TRACE, MADE.map(([on, pitch, ...more]) => [on, pitch + 1, ...more])), 0);
  assert.equal(themes(TRACE, MADE.map(([on, ...more]) => [on * 2, ...more])), 0);
  assert.equal(themes(TRACE, []), 0);
});

test("chances add up to one, hot and cold, whole and cut", () => {
  for (const warm of [0.3, 1, 2.5])
    for (const top of [0.5, 0.8, 1]) {
      const chances = pitchChances(TRACE, 0, warm, top);
      assert.ok(Math.abs(chances.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-12);
      assert.equal(chances[0]?.pitch, 60);
    }
  const raised = [0, -1, -2, -3].map(Math.exp);
  const all = raised.reduce((sum, each) => sum + each, 0);
  assert.ok(Math.abs(believed(TRACE, 0) - 1 / all) < 1e-12);
  assert.equal(pitchChances(TRACE, 0, 1, 0.5).length, 1); // the likeliest has 64 %
  assert.equal(pitchChances(TRACE, 0, 1, 0.7).length, 2);
  assert.equal(pitchChances(TRACE, 0, 1, 1).length, 4);
});

test("each version has its notes, and one that is not there has none", () => {
  assert.equal(rowsOf(TRACE, { kind: "plain", name: "" }), MADE);
  assert.deepEqual(rowsOf(TRACE, { kind: "muted", name: "0.0" }), MADE.slice(1));
  assert.equal(rowsOf(TRACE, { kind: "windows", name: "1" })?.length, 1);
  assert.equal(rowsOf(TRACE, { kind: "placeless", name: "" })?.[0]?.[1], 59);
  assert.equal(rowsOf(TRACE, { kind: "dice", name: "9 9" }), null);
});

test("as a song the model's notes are marked as its own", () => {
  const [track] = songWith(TRACE, MADE, "On").tracks;
  assert.equal(track?.notes.length, TUNE.length + MADE.length);
  assert.equal(track?.notes.filter((note) => note.generated).length, MADE.length);
  assert.equal(mean([1, 2, 3]), 2);
});
