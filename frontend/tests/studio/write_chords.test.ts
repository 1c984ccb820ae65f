import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { undoLabel } from "../../src/music/history.ts";
import { fromDocument, makeTrack } from "../../src/music/song.ts";
import { readSteps } from "../../src/music/steps.ts";
import { redo, undo } from "../../src/studio/changes.ts";
import { foundIn } from "../../src/studio/chords.ts";
import { clearWritten, takeChord, writeChord, writeFound } from "../../src/studio/chordwriting.ts";
import { draftOf } from "../../src/studio/draftform.ts";
import { ownSong } from "../../src/studio/state.ts";
import type { Studio } from "../../src/studio/studio.ts";
import { hearTake, keepTake, layTake } from "../../src/studio/takes.ts";
import { type Heard, note, quietStudio, takeOf } from "./instruments.ts";

const BAR = 3840;

/** Four bars of C, A minor, F and G. */
function band(): { studio: Studio; heard: Heard } {
  const made = quietStudio();
  const bars = [
    [48, 64, 67, 72],
    [45, 64, 69, 72],
    [41, 65, 69, 72],
    [43, 67, 71, 74],
  ];
  const notes = bars.flatMap((pitches, bar) =>
    pitches.map((pitch) => ({ ...note(bar * BAR, pitch), length: BAR })),
  );
  const tracks = [makeTrack({ notes: notes.toSorted((a, b) => a.onset - b.onset) })];
  made.studio.apply({ ...made.studio.song, tracks }, "Draw");
  return made;
}

const written = ({ song }: Studio): string[] =>
  song.chords.map(({ onset, symbol }) => `${onset / BAR} ${symbol}`);

test("a written chord is one step that undo and redo know, and the others stay", () => {
  const { studio, heard } = band();
  writeChord(studio, BAR, "E7");
  assert.deepEqual(written(studio), ["1 E7", "2 F", "3 G"]);
  assert.equal(heard.said.at(-1), "E seventh written in bar 2, and 2 chords after it as found");
  assert.equal(undoLabel(studio.state.piece.history), "Write chord E7");
  studio.change(undo);
  assert.deepEqual(written(studio), []);
  studio.change(redo);
  assert.deepEqual(written(studio), ["1 E7", "2 F", "3 G"]);
});

test("one that is taken away gives its place to the one before, or to what is found", () => {
  const { studio, heard } = band();
  writeChord(studio, BAR, "E7");
  takeChord(studio, 2 * BAR);
  assert.match(heard.said.at(-1) ?? "", /^F major taken away: E seventh goes on$/);
  takeChord(studio, BAR);
  assert.match(heard.said.at(-1) ?? "", /the found one shows again$/);
  assert.deepEqual(written(studio), ["3 G"]);
  takeChord(studio, BAR);
  assert.equal(heard.said.at(-1), "No written chord begins in bar 2");
});

test("all found ones are written down, and all written ones cleared, in a step each", () => {
  const { studio, heard } = band();
  const before = studio.state.piece.history.past.length;
  writeFound(studio);
  assert.deepEqual(written(studio), ["0 C", "1 Am", "2 F", "3 G"]);
  writeFound(studio);
  assert.equal(heard.said.at(-1), "No found chords to write down");
  clearWritten(studio);
  assert.deepEqual(written(studio), []);
  assert.equal(studio.state.piece.history.past.length, before + 2);
});

test("what is selected stays selected", () => {
  const { studio } = band();
  const [first] = studio.song.tracks[0]?.notes ?? [];
  studio.apply(studio.song, "Select");
  studio.change((state) => ({ ...state, selection: first ? [first] : [] }));
  writeChord(studio, 0, "Am");
  assert.deepEqual(studio.state.selection, [first]);
});

test("a draft has them, and the steps around them", () => {
  const { studio } = band();
  writeChord(studio, 0, "F#m7b5/C");
  writeChord(studio, 0, "Am");
  studio.change(undo);
  const draft = JSON.parse(JSON.stringify(draftOf(studio.state, 0)));
  const song = fromDocument(draft.document);
  assert.deepEqual(song.chords, studio.song.chords);
  const { past, future } = readSteps(song, draft.steps);
  assert.deepEqual(past.at(-1)?.value.chords, []);
  assert.equal(future.at(-1)?.value.chords[0]?.symbol, "Am");
});

test("a take brings its own, and one that is heard waits for a word", () => {
  const { studio } = band();
  writeChord(studio, 0, "Am");
  const own = ownSong(studio.state);
  const made = addNotes(own, 0, [note(4 * BAR, 48)]).song;
  const take = takeOf(made, own);
  studio.change(layTake, take);
  studio.change(hearTake, take);
  writeChord(studio, 0, "Dm");
  assert.equal(studio.state.pending?.song.chords[0]?.symbol, "Dm");
  assert.equal(ownSong(studio.state).chords[0]?.symbol, "Am");
  studio.change(keepTake, take);
  assert.deepEqual(ownSong(studio.state).chords, own.chords);
});

test("a song holds so many chords and no more", () => {
  const { studio, heard } = band();
  const chords = Array.from({ length: 2000 }, (_, at) => ({ onset: 10 * at, symbol: "C" }));
  studio.apply({ ...studio.song, chords }, "Many");
  writeChord(studio, 5, "G");
  assert.equal(studio.song.chords.length, 2000);
  assert.equal(heard.said.at(-1), "A song holds at most 2,000 written chords");
});

test("found chords are known again after one was written: the notes are the same", () => {
  const { studio } = band();
  const before = foundIn(studio.song);
  writeChord(studio, 0, "Am");
  assert.equal(foundIn(studio.song), before);
});
