import assert from "node:assert/strict";
import { test } from "node:test";
import * as songs from "../../src/learning/cheats/songs.ts";
import type { Note } from "../../src/music/song.ts";

const notes = (...cheats: songs.Cheat[]): Note[] =>
  songs.cheated(new Set(cheats)).tracks.flatMap((track) => [...track.notes]);
const counted = (list: readonly Note[], of: (note: Note) => number): number[] =>
  list.map(of).toSorted((one, other) => one - other);

test("a whisper changes loudness alone", () => {
  assert.ok(notes("whisper").every(({ velocity }) => velocity === 1));
  const louder = notes("whisper").map((note, at) => ({
    ...note,
    velocity: notes()[at]?.velocity as number,
  }));
  assert.deepEqual(louder, notes());
});

test("shuffled or backwards, the same notes stand in other places", () => {
  for (const cheat of ["shuffled", "backwards"] as const) {
    const pitches = (list: readonly Note[]): number[] => counted(list, ({ pitch }) => pitch);
    assert.deepEqual(pitches(notes(cheat)), pitches(notes()));
    assert.notDeepEqual(notes(cheat), notes());
  }
  const places = (list: readonly Note[]): number[] =>
    counted(list, ({ onset }) => onset % songs.BAR_TICKS);
  assert.deepEqual(places(notes("shuffled")), places(notes()));
});

test("a loop is its first two bars eight times, within the song", () => {
  const first = notes().filter(({ onset }) => onset < 2 * songs.BAR_TICKS);
  assert.equal(notes("loop").length, 8 * first.length);
  for (const chosen of songs.everySet()) {
    const end = Math.max(...notes(...chosen).map(({ onset, length }) => onset + length));
    assert.ok(end <= songs.BARS * songs.BAR_TICKS);
  }
});

test("a drum machine is a track of drums, and the rest stays", () => {
  const { tracks } = songs.cheated(new Set(["drums"]));
  assert.deepEqual(tracks.map(({ drums }) => drums), [false, false, false, true]);
});
