import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, difference } from "../../src/music/difference.ts";
import { changeVelocity, moveNotes, pasteNotes } from "../../src/music/edits.ts";
import { marked } from "../../src/music/marks.ts";
import {
  emptySong,
  fromDocument,
  type Note,
  type Song,
  type SongDocument,
  toDocument,
} from "../../src/music/song.ts";
import { TIDY_DEFAULTS, tidyNotes } from "../../src/music/tidy.ts";
import { noteWords } from "../../src/music/words.ts";

const at = (onset: number, pitch = 60): Note => ({ onset, pitch, length: 960, velocity: 80 });
const theirs = (onset: number, pitch = 60): Note => marked(at(onset, pitch));

function song(...notes: readonly Note[]): Song {
  const empty = emptySong();
  return { ...empty, tracks: empty.tracks.map((track) => ({ ...track, notes })) };
}

const marksOf = ({ tracks }: Song): boolean[] =>
  (tracks[0]?.notes ?? []).map(({ generated }) => generated === true);

const mixed = song(theirs(0), theirs(960), at(1920), theirs(2880));

test("a document keeps them as runs, and gives them back", () => {
  const document = toDocument(mixed);
  assert.deepEqual(document.tracks[0]?.generated, [[0, 2], [3, 4]]);
  const back = fromDocument(JSON.parse(JSON.stringify(document)) as SongDocument);
  assert.deepEqual(marksOf(back), [true, true, false, true]);
});

test("a song without them has the document that it had", () => {
  assert.ok(!("generated" in (toDocument(song(at(0))).tracks[0] ?? {})));
});

test("an edit of a note takes its mark away, and those of no other", () => {
  const [first] = mixed.tracks[0]?.notes ?? [];
  assert.ok(first);
  for (const edit of [
    moveNotes(mixed, 0, [first], 0, 1),
    changeVelocity(mixed, 0, [first], () => 100),
  ]) {
    assert.equal(edit.notes[0]?.generated, undefined);
    assert.deepEqual(marksOf(edit.song), [false, true, false, true]);
  }
});

test("what changes nothing about a note leaves its mark", () => {
  const notes = mixed.tracks[0]?.notes ?? [];
  assert.deepEqual(marksOf(tidyNotes(mixed, 0, notes, 240, TIDY_DEFAULTS).song), marksOf(mixed));
});

test("what one pastes is one's own", () => {
  const [first] = mixed.tracks[0]?.notes ?? [];
  assert.ok(first);
  assert.equal(pasteNotes(mixed, 0, [first], 7_680).notes[0]?.generated, undefined);
});

test("undo keeps them over a reload", () => {
  const own = { ...mixed, tracks: mixed.tracks.map((track) => ({ ...track, notes: [at(0)] })) };
  assert.deepEqual(marksOf(changed(own, difference(own, mixed))), marksOf(mixed));
});

test("they are spoken", () => {
  assert.match(noteWords(mixed, theirs(0)), /, made by the model$/);
  assert.doesNotMatch(noteWords(mixed, at(0)), /model/);
});
