import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { parted } from "../../src/music/overlaps.ts";
import { emptySong, type Note } from "../../src/music/song.ts";

const note = (onset: number, length: number, pitch = 60): Note => ({
  ...{ onset, length, pitch },
  velocity: 80,
});
/** [onset, length] of what stands there after `drawn` was put among `there`. */
function put(there: readonly Note[], drawn: readonly Note[]): [number, number][] {
  const { song } = addNotes(emptySong(), 0, there);
  const notes = parted(addNotes(song, 0, drawn), 0).song.tracks[0]?.notes ?? [];
  return notes.map(({ onset, length }) => [onset, length]);
}

test("a note drawn into another one ends it", () => {
  assert.deepEqual(put([note(0, 960)], [note(480, 960)]), [
    [0, 480],
    [480, 960],
  ]);
});

test("a note drawn over the beginning of another one ends there", () => {
  assert.deepEqual(put([note(480, 960)], [note(0, 960)]), [
    [0, 480],
    [480, 960],
  ]);
});

test("of two that begin together the drawn one stays", () => {
  assert.deepEqual(put([note(0, 960)], [note(0, 240)]), [[0, 240]]);
});

test("other pitches, and notes that only touch, stay as they are", () => {
  const there = [note(0, 960, 61), note(0, 480)];
  assert.equal(put(there, [note(480, 480)]).length, 3);
  assert.deepEqual(put(there, [note(480, 480)])[0], [0, 480]);
});

test("what overlapped before, and was not drawn, is left alone", () => {
  const there = [note(0, 960), note(480, 960)];
  assert.deepEqual(put(there, [note(4000, 240)]).slice(0, 2), [
    [0, 960],
    [480, 960],
  ]);
});

test("the edit's notes are those that stand there", () => {
  const { song } = addNotes(emptySong(), 0, [note(480, 960)]);
  const edit = parted(addNotes(song, 0, [note(0, 960)]), 0);
  assert.ok(edit.notes.every((each) => edit.song.tracks[0]?.notes.includes(each)));
  assert.equal(edit.notes[0]?.length, 480);
});
