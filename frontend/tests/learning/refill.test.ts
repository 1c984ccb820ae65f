import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";
import { replayed } from "../../src/music/replay.ts";
import { contentOf, isTrace, type Trace } from "../../src/learning/refill/content.ts";
import { Desk, traceKept } from "../../src/learning/refill/desk.ts";
import { noteTold, placeBeside, placeUnder } from "../../src/learning/refill/places.ts";
import { reachAfter, strongest, windowOf } from "../../src/learning/refill/reach.ts";
import * as showing from "../../src/learning/refill/showing.ts";
import { passesOf } from "../../src/learning/refill/wishing.ts";

const file = new URL("../../../static/learning/refill.json", import.meta.url);
const content = contentOf(JSON.parse(readFileSync(file, "utf8")));
const { song, traces } = content;
const shelf = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, text: string) => void shelf.set(key, text),
    removeItem: (key: string) => void shelf.delete(key),
  },
});
const notes = showing.notesOf(song);
const opened = (): Desk => new Desk(content, showing.untouched([]), 0);

beforeEach(() => shelf.clear());

test("at every edit one hears what the studio would", () => {
  for (const trace of Object.values(traces)) {
    const rubbed = showing.untouched(trace.rubbed);
    const holes = showing.songOf(song, showing.shownAfter(song, rubbed, 0));
    for (let count = 0; count <= trace.edits.length; count += 7) {
      const heard = showing.songOf(song, showing.shownAfter(song, trace, count));
      const known = replayed(holes, trace.edits, count);
      assert.deepEqual(heard.tracks[0]?.notes, known.tracks[0]?.notes);
    }
  }
});

test("every edit has its belief, and the note itself is in it", () => {
  for (const { edits, beliefs } of Object.values(traces)) {
    assert.equal(edits.length, beliefs.length);
    edits.forEach((edit, at) => {
      const belief = beliefs[at] ?? [];
      assert.ok(belief.some(([pitch]) => pitch === edit[3]));
      assert.ok(belief.reduce((sum, [, share]) => sum + share, 0) <= 1003); // of roundings
    });
  }
});

test("what it says of an edit is what the model gave", () => {
  const trace = traces["refill"] as Trace;
  const [edit, belief] = [trace.edits[0], trace.beliefs[0]];
  const share = belief?.find(([pitch]) => pitch === edit?.[3])?.[1] ?? -1;
  const words = showing.editTold(song, trace, 1);
  assert.ok(words.startsWith("Edit 1: added "));
  assert.ok(words.includes(`gave it ${Math.round(share / 10)} %`), words);
  assert.equal(showing.editTold(song, trace, 0), "");
});

test("at nothing removed the tune stands, at everything it goes", () => {
  const end = (name: string): showing.Counts => {
    const trace = traces[name] as Trace;
    return showing.countsOf(content, showing.shownAfter(song, trace, trace.edits.length));
  };
  assert.deepEqual([end("adds").tune, end("adds").gone], [15, 0]);
  assert.ok(end("forgets").tune <= 2, String(end("forgets").tune));
  assert.equal(end("forgets").ofTune, 15);
});

test("the refill comes now here, now there", () => {
  const { edits } = traces["refill"] as Trace;
  const onsets = edits.map((edit) => edit[2]);
  assert.notEqual(onsets[0], Math.min(...onsets));
  assert.notDeepEqual(onsets, onsets.toSorted((one, other) => one - other));
});

test("its second thoughts are counted", () => {
  assert.equal(showing.doubtsIn(traces["doubts"] as Trace), 9);
  assert.equal(showing.doubtsIn(traces["refill"] as Trace), 0);
});

test("rubbing out is undone stroke by stroke, and kept", () => {
  const desk = opened();
  desk.rub([4, 5]);
  desk.rub([4, 5, 6], true);
  assert.deepEqual(traceKept(content)?.rubbed, [4, 5, 6]);
  assert.equal(desk.song.tracks[0]?.notes.length, notes.length - 3);
  desk.undo();
  assert.deepEqual([desk.rubbed, desk.canUndo], [[], false]);
});

test("the ends of the tune stay, and edits end with what they were made for", () => {
  const desk = opened();
  desk.rub([...notes.keys()]);
  assert.deepEqual(desk.song.tracks[0]?.notes.map(({ onset }) => onset), [0, 14 * 960]);
  desk.show(traces["refill"] as Trace, 5);
  desk.seek(1000);
  assert.equal(desk.at, desk.shownTrace.edits.length);
  desk.rub([9]);
  assert.deepEqual([desk.at, desk.shownTrace.edits.length], [0, 0]);
});

test("what is no trace is not taken for one", () => {
  const trace = traces["refill"] as Trace;
  assert.ok(isTrace(structuredClone(trace)));
  for (const odd of [null, {}, [], { ...trace, edits: [[1]] }, { ...trace, beliefs: [] }])
    assert.ok(!isTrace(odd));
  shelf.set("chartbusters.learn.refill", "{");
  assert.equal(traceKept(content), null);
});

test("arrows go across in time, and up and down among what sounds at once", () => {
  const at = (key: string, from: number): number => placeBeside(notes, from, key) ?? -1;
  const top = content.voices.indexOf(0);
  const next = notes[at("ArrowRight", top)];
  assert.ok(next && next.onset > (notes[top]?.onset ?? 0));
  assert.equal(content.voices[at("ArrowDown", top)], 1);
  assert.equal(at("ArrowUp", top), top); // nothing is higher
  assert.deepEqual([at("Home", 9), at("End", 9)], [0, notes.length - 1]);
  assert.equal(placeBeside(notes, 0, "x"), null);
  let [place, met] = [0, new Set<number>()];
  for (let step = 0; step < 80; step += 1) met.add((place = at("ArrowRight", place)));
  assert.equal(notes[place]?.onset, 14 * 960); // one comes to the end
});

test("a pointer meets the nearest note, and nothing where there is none", () => {
  const two = [
    { onset: 0, pitch: 60, length: 960, velocity: 80 },
    { onset: 960, pitch: 62, length: 960, velocity: 80 },
  ];
  const field = { ticks: 1920, rows: 10, top: 65 };
  const box = { width: 200, height: 200 };
  assert.equal(placeUnder(two, field, box, [50, 110]), 0);
  assert.equal(placeUnder(two, field, box, [150, 72]), 1);
  assert.equal(placeUnder(two, field, box, [50, 10]), undefined);
});

test("notes are called by their voice, place and fate", () => {
  const shown = showing.shownAfter(song, showing.untouched([0]), 0);
  const words = shown.map((each) => noteTold(content.voices, each));
  assert.equal(words[0], "bass, D 3, bar 1, beat 1, rubbed out");
  assert.equal(new Set(words).size, notes.length);
});

test("hearing grows with the layers until attention hears all", () => {
  assert.deepEqual([0, 1, 2].map((layers) => reachAfter(content, layers)), [0, 1, 3]);
  assert.equal(reachAfter(content, 3), Infinity);
  assert.deepEqual(windowOf(content, 0, 1), [-1, 5]);
  assert.deepEqual(strongest([1, 5, 3], 2), [[1, 5], [2, 3]]);
});

test("more than 25 passes are several edits in each", () => {
  assert.deepEqual(passesOf(25), { passes: 25, each: 1 });
  assert.deepEqual(passesOf(26), { passes: 13, each: 2 });
  assert.deepEqual(passesOf(400), { passes: 25, each: 16 });
});
