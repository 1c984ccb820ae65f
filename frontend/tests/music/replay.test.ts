import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Edit,
  editsOf,
  editWords,
  othersOf,
  replayed,
  rewound,
} from "../../src/music/replay.ts";
import { emptySong, type Note, type Song } from "../../src/music/song.ts";

const C: Note = { onset: 0, pitch: 60, length: 960, velocity: 90 };
const E: Note = { onset: 3840, pitch: 64, length: 960, velocity: 80 };
const edits: readonly Edit[] = [
  ["add", 0, 3840, 64, 960, 80],
  ["remove", 0, 0, 60, 960, 90],
];

function song(...notes: Note[]): Song {
  const empty = emptySong();
  return { ...empty, tracks: empty.tracks.map((track) => ({ ...track, notes })) };
}

const notesAfter = (count: number): readonly Note[] | undefined =>
  replayed(song(C), edits, count).tracks[0]?.notes;

test("the song is what it was after any number of edits", () => {
  assert.deepEqual(notesAfter(0), [C]);
  assert.deepEqual(notesAfter(1), [C, E]);
  assert.deepEqual(notesAfter(2), [E]);
});

test("the song itself stays as it is", () => {
  const before = song(C);
  replayed(before, edits, 2);
  assert.deepEqual(before.tracks[0]?.notes, [C]);
});

test("edits of tracks and notes that are not there change nothing", () => {
  assert.deepEqual(
    replayed(
      song(C),
      [
        ["remove", 0, 1, 60, 960, 90],
        ["add", 7, 0, 60, 1, 1],
      ],
      2,
    ).tracks[0]?.notes,
    [C],
  );
});

test("of two equal notes one is taken away", () => {
  assert.equal(replayed(song(C, C), [["remove", 0, 0, 60, 960, 90]], 1).tracks[0]?.notes.length, 1);
});

test("recipes without edits have none", () => {
  for (const recipe of [null, undefined, {}, { edits: 3 }, { edits: [[1]] }, { edits: null }])
    assert.deepEqual(editsOf(recipe), []);
  assert.deepEqual(editsOf({ edits }), edits);
});

test("other takes are the result with their edits", () => {
  const others = othersOf(song(C), { others: [[["remove", 0, 0, 60, 960, 90]], [], "no edits"] });
  assert.deepEqual(
    others.map((other) => other.tracks[0]?.notes.length),
    [0, 1],
  );
  for (const recipe of [null, {}, { others: 3 }]) assert.deepEqual(othersOf(song(C), recipe), []);
});

test("an edit in words", () => {
  assert.equal(editWords(song(), edits[0] as Edit), "added E 4 in bar 2");
  assert.equal(editWords(song(), edits[1] as Edit), "removed C 4 in bar 1");
});


test("rewinding gives the song back as it was before its edits", () => {
  const after = replayed(song(C), edits, edits.length);
  assert.deepEqual(rewound(after, edits).tracks[0]?.notes, [C]);
});
