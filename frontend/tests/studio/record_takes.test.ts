import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pass } from "../../src/midi/record.ts";
import { fromDocument, toDocument } from "../../src/music/song.ts";
import { draftOf } from "../../src/studio/draftform.ts";
import { hearNumber, keepAndTell } from "../../src/studio/hearing.ts";
import { layRecorded, outcomeOf, type Recorded } from "../../src/studio/recorded.ts";
import type { Draft } from "../../src/studio/shelf.ts";
import type { StudioState } from "../../src/studio/state.ts";
import { note, quietStudio, songWith, takeOf } from "./instruments.ts";

const song = songWith(note(0, 40), note(1920, 41), note(3840, 42), note(7680, 43));
const loop = { start: 0, end: 3840 };
const pass = (turn: number, ...pitches: readonly number[]): Pass => ({
  turn,
  notes: pitches.map((pitch, index) => note(index * 960, pitch)),
});
const looped = (...passes: readonly Pass[]): Recorded => ({
  ...{ start: 0, loop, end: 700, turns: passes.length - 1, passes },
});
const pitches = (of: { tracks: readonly { notes: readonly { pitch: number }[] }[] }): number[] =>
  of.tracks[0]?.notes.map(({ pitch }) => pitch) ?? [];

test("an overdub comes beside the notes that are there", () => {
  const recorded = { start: 0, loop: null, end: 4000, turns: 0, passes: [pass(0, 60, 61)] };
  const outcome = outcomeOf(song, 0, recorded, "overdub");
  assert.deepEqual(pitches(outcome.song), [40, 60, 61, 41, 42, 43]);
  assert.deepEqual(
    outcome.takes.map(({ name }) => name),
    ["Recording"],
  );
});

test("replacing takes away what was passed over, and nothing behind it", () => {
  const passes = [{ turn: 0, notes: [note(1100, 60)] }];
  const recorded = { start: 1000, loop: null, end: 4000, turns: 0, passes };
  assert.deepEqual(pitches(outcomeOf(song, 0, recorded, "replace").song), [40, 60, 43]);
});

test("in a loop all turns are overdubbed, and each is a take of its own", () => {
  const { song: made, takes } = outcomeOf(song, 0, looped(pass(0, 60), pass(1, 61)), "overdub");
  assert.deepEqual(pitches(made).toSorted(), [40, 41, 42, 43, 60, 61]);
  assert.deepEqual(
    takes.map(({ name, song: own }) => [name, pitches(own).filter((pitch) => pitch > 50)]),
    [
      ["Recording, turn 1", [60]],
      ["Recording, turn 2", [61]],
    ],
  );
});

test("in a loop the last turn replaces what lies in the loop", () => {
  const { song: made, takes } = outcomeOf(song, 0, looped(pass(0, 60), pass(1, 61)), "replace");
  assert.deepEqual(pitches(made), [61, 42, 43]);
  assert.deepEqual(
    takes.map(({ song: own }) => pitches(own)),
    [
      [60, 42, 43],
      [61, 42, 43],
    ],
  );
});

test("a take of a recording is heard, kept and taken back", () => {
  const { studio } = quietStudio();
  studio.open(song, "", { origin: { kind: "edited" } }, "Open");
  const outcome = outcomeOf(song, 0, looped(pass(0, 60), pass(1, 61)), "replace");
  studio.apply(outcome.song, "Record 1 note", outcome.notes);
  studio.change(layRecorded, outcome.takes);
  hearNumber(studio, 1);
  assert.deepEqual(pitches(studio.song), [60, 42, 43]);
  const [first] = studio.state.takes;
  assert.ok(first);
  keepAndTell(studio, first);
  assert.deepEqual(pitches(studio.song), [60, 42, 43]);
  assert.equal(studio.state.heard, null);
});

test("eight recordings lie beside the song, and takes of models stay", () => {
  const { studio } = quietStudio();
  const made = takeOf(song, song);
  studio.change((state) => ({ ...state, takes: [made], lastTake: 1 }));
  for (let time = 0; time < 12; time += 1)
    studio.change(layRecorded, outcomeOf(song, 0, looped(pass(0, 60)), "overdub").takes);
  const { takes } = studio.state;
  assert.equal(takes.length, 9);
  assert.equal(takes[0], made);
  assert.deepEqual(
    takes.slice(1).map(({ number }) => number),
    [6, 7, 8, 9, 10, 11, 12, 13],
  );
});

test("takes of a recording outlive the page, beside what was edited since", () => {
  const { studio } = quietStudio();
  studio.open(song, "", { origin: { kind: "edited" } }, "Open");
  const outcome = outcomeOf(song, 0, looped(pass(0, 60), pass(1, 61)), "replace");
  studio.apply(outcome.song, "Record 1 note", outcome.notes);
  studio.change(layRecorded, outcome.takes);
  studio.apply(songWith(note(0, 70)), "Start over");
  const kept = JSON.parse(JSON.stringify(draftOf(studio.state, 0))) as Draft;
  const again = quietStudio().studio;
  again.resume(fromDocument(kept.document), kept, { origin: { kind: "edited" } });
  const told = ({ takes }: StudioState): unknown[] =>
    takes.map(({ number, name, song: own, input }) => [
      number,
      name,
      toDocument(own),
      toDocument(input),
    ]);
  assert.equal(again.state.takes.length, 2);
  assert.deepEqual(told(again.state), told(studio.state));
  assert.equal(again.state.lastTake, 2);
});

test("recordings for which there is no room are left out, the oldest first", () => {
  const { studio } = quietStudio();
  studio.open(song, "", { origin: { kind: "edited" } }, "Open");
  const many = Array.from({ length: 2_000 }, (_, index) => note(index * 10, 60));
  const { takes } = outcomeOf(song, 0, looped({ turn: 0, notes: many }), "overdub");
  for (let time = 0; time < 5; time += 1) studio.change(layRecorded, takes);
  const { recordings } = draftOf(studio.state, 0);
  assert.ok(JSON.stringify(recordings).length < 110_000);
  assert.equal(recordings?.at(-1)?.number, 5);
  assert.ok(recordings.length < 5);
});

test("a draft keeps what is recorded in the song, and asks the site for no recording", () => {
  const { studio } = quietStudio();
  const outcome = outcomeOf(song, 0, looped(pass(0, 60)), "overdub");
  studio.open(outcome.song, "", { origin: { kind: "edited" } }, "Open");
  studio.change(layRecorded, outcome.takes);
  const draft = draftOf(studio.state, 0);
  assert.deepEqual(draft.takes, []);
  assert.deepEqual(draft.document, toDocument(outcome.song));
});
