import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelCard } from "../../src/api.ts";
import { judgeMelody } from "../../src/genres/model.ts";
import { addNotes } from "../../src/music/edits.ts";
import { emptySong, makeTrack, type Song } from "../../src/music/song.ts";
import { partsOf } from "../../src/studio/bandtiles.ts";
import { accompanied, suitsOf } from "../../src/studio/suiting.ts";
import { note } from "./instruments.ts";

const tune = (pitches: readonly number[]): Song =>
  addNotes(
    emptySong(),
    0,
    pitches.map((pitch, n) => note(n * 960, pitch)),
  ).song;
const HYMN = [67, 67, 69, 71, 72, 71, 69, 67, 69, 71, 69, 67];
const judged = (song: Song): ReturnType<typeof judgeMelody> =>
  judgeMelody(song, song.tracks[0]?.notes ?? []);

test("the track that looks most like a melody is accompanied, or the wished one", () => {
  const bass = makeTrack({ name: "Bass", program: 33, notes: HYMN.map((p, n) => note(n, p - 36)) });
  const drums = makeTrack({ drums: true, notes: [note(0, 36)] });
  const song = { ...tune(HYMN), tracks: [drums, bass, ...tune(HYMN).tracks, makeTrack()] };
  assert.equal(accompanied(song, -1), 2);
  assert.equal(accompanied(song, 1), 1);
});

test("drums, empty tracks and tracks that are gone are no melody", () => {
  const drums = makeTrack({ drums: true, notes: [note(0, 36)] });
  const song = { ...tune(HYMN), tracks: [drums, makeTrack()] };
  assert.deepEqual(
    [0, 1, 2, -1].map((wished) => accompanied(song, wished)),
    [null, null, null, null],
  );
});

test("a melody of more than 256 bars is not accompanied, so nothing is said of it", () => {
  const ofBeats = (beats: number): Song => tune(Array.from({ length: beats }, () => 60));
  assert.equal(accompanied(ofBeats(1024), -1), 0);
  assert.equal(accompanied(ofBeats(1025), -1), null);
});

test("a track is judged once, however many bands would accompany it", () => {
  let asked = 0;
  const suits = suitsOf(tune(HYMN), () => (asked++, null));
  assert.deepEqual([suits(-1), suits(0), suits(-1)], [null, null, null]);
  assert.equal(asked, 1);
});

test("fewer than eight notes say nothing", () => {
  assert.equal(judged(tune(HYMN.slice(0, 7))), null);
  assert.notEqual(judged(tune(HYMN.slice(0, 8))), null);
});

test("a hymn suits chorales, and the shares are those of one whole", () => {
  const suits = judged(tune(HYMN));
  assert.equal(suits?.get("bach")?.word, "well");
  const shares = [...(suits?.values() ?? [])].map(({ share }) => share);
  assert.ok(Math.abs(shares.reduce((a, b) => a + b) - 1) < 1e-9);
});

test("an octave lower it is the same melody", () => {
  const lower = judged(tune(HYMN.map((pitch) => pitch - 12)));
  assert.deepEqual(lower, judged(tune(HYMN)));
});

test("parts are named as the card has them", () => {
  const tracks = ["Low strings", "Horns", "Drums"].map((name) => ({ name }));
  assert.equal(partsOf({ tracks } as unknown as ModelCard), "Low strings, horns, drums");
});
