import assert from "node:assert/strict";
import { test } from "node:test";
import * as edits from "../../src/music/edits.ts";
import { changeTempo } from "../../src/music/maps.ts";
import {
  emptySong,
  fromDocument,
  type Note,
  type Song,
  songEnd,
  toDocument,
} from "../../src/music/song.ts";

const chord: readonly Note[] = [60, 64, 67].map((pitch) => ({
  onset: 960,
  pitch,
  length: 480,
  velocity: 80,
}));

function withChord(): { song: Song; notes: readonly Note[] } {
  return edits.addNotes(emptySong(), 0, chord);
}

test("adding keeps notes sorted and leaves the old song alone", () => {
  const before = emptySong();
  const { song } = edits.addNotes(before, 0, [chord[2] as Note, chord[0] as Note]);
  assert.deepEqual(
    song.tracks[0]?.notes.map((note) => note.pitch),
    [60, 67],
  );
  assert.equal(before.tracks[0]?.notes.length, 0);
  assert.equal(songEnd(song), 1440);
});

test("moving past the start stops the group as a whole", () => {
  const { song, notes } = withChord();
  const moved = edits.moveNotes(song, 0, notes, -5000, 0);
  assert.deepEqual(
    moved.notes.map((note) => note.onset),
    [0, 0, 0],
  );
});

test("moving past the highest pitch keeps the chord's shape", () => {
  const { song, notes } = withChord();
  const moved = edits.moveNotes(song, 0, notes, 0, 100);
  assert.deepEqual(
    moved.notes.map((note) => note.pitch),
    [120, 124, 127],
  );
});

test("a note never gets shorter than the least length", () => {
  const { song, notes } = withChord();
  assert.ok(
    edits.resizeNotes(song, 0, notes, -4000, 240).notes.every((note) => note.length === 240),
  );
});

test("a note that is shorter than the least stays as it is when made shorter", () => {
  const { song, notes } = edits.addNotes(emptySong(), 0, [
    { onset: 0, pitch: 60, length: 100, velocity: 80 },
  ]);
  assert.equal(edits.resizeNotes(song, 0, notes, -240, 240).notes[0]?.length, 100);
});

test("velocities stay between 1 and 127", () => {
  const { song, notes } = withChord();
  assert.ok(
    edits
      .changeVelocity(song, 0, notes, (velocity) => velocity + 500)
      .notes.every((note) => note.velocity === 127),
  );
  assert.ok(
    edits
      .changeVelocity(song, 0, notes, (velocity) => velocity - 500)
      .notes.every((note) => note.velocity === 1),
  );
});

test("pasting puts the earliest note at the tick and keeps distances", () => {
  const arpeggio = chord.map((note, index) => ({ ...note, onset: 100 + index * 240 }));
  const { notes } = edits.pasteNotes(emptySong(), 0, arpeggio, 1920);
  assert.deepEqual(
    notes.map((note) => note.onset),
    [1920, 2160, 2400],
  );
});

test("a duplicate begins on the grid right behind the original", () => {
  const { song, notes } = withChord();
  const copy = edits.duplicateNotes(song, 0, notes, 240);
  assert.deepEqual(
    copy.notes.map((note) => note.onset),
    [1440, 1440, 1440],
  );
  assert.equal(copy.song.tracks[0]?.notes.length, 6);
});

test("moving the beginnings leaves the ends where they are", () => {
  const { song, notes } = withChord();
  const ends = (moved: readonly Note[]): number[] => moved.map((one) => one.onset + one.length);
  for (const ticks of [-240, 240, 5000, -5000]) {
    const moved = edits.moveStarts(song, 0, notes, ticks, 240).notes;
    assert.deepEqual(ends(moved), ends(notes));
    assert.ok(moved.every(({ onset, length }) => onset >= 0 && length >= 240));
  }
});

test("removing takes the given notes only", () => {
  const { song, notes } = withChord();
  const left = edits.removeNotes(song, 0, [notes[1] as Note]).song.tracks[0]?.notes;
  assert.deepEqual(
    left?.map((note) => note.pitch),
    [60, 67],
  );
});

test("tempo is kept between 20 and 300", () => {
  assert.equal(changeTempo(emptySong(), 0, 5).tempi[0]?.usPerQuarter, 3_000_000);
  assert.equal(changeTempo(emptySong(), 0, 1000).tempi[0]?.usPerQuarter, 200_000);
});

test("a document survives the way in and out", () => {
  const { song } = withChord();
  const document = toDocument({ ...song, title: "<b>Bold</b>" });
  assert.deepEqual(toDocument(fromDocument(document)), document);
});

test("another format is refused", () => {
  assert.throws(() => fromDocument({ ...toDocument(emptySong()), version: 2 } as never), TypeError);
});
