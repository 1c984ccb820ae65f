import assert from "node:assert/strict";
import { test } from "node:test";
import { harmonyOf } from "../../src/harmony/hearing.ts";
import { emptySong, makeTrack, type Song } from "../../src/music/song.ts";
import { chordNotes, songOf } from "./instruments.ts";

const signs = (song: Song): string[] => harmonyOf(song).chords.map(({ sign }) => sign);

test("triads, sevenths and other basses are read from what sounds", () => {
  const first = ["C3 E4 G4 C5", "B2 D4 G4 D5", "A2 E4 A4 C5"];
  const heard = harmonyOf(songOf(chordNotes([...first, "D3 F#4 A4 C5", "G2 G4 B4 D5"])));
  assert.deepEqual(heard.proposed, false);
  assert.deepEqual(
    heard.chords.map(({ sign }) => sign),
    ["C", "G/B", "Am", "D7", "G"],
  );
  assert.deepEqual(heard.chords[1]?.words, "G major over B");
  assert.deepEqual(
    heard.chords.map(({ start }) => start),
    [0, 3840, 7680, 11520, 15360],
  );
});

test("the half-diminished seventh of a minor key", () => {
  const chords = ["E3 G4 B4 E5", "F#3 A4 C5 E5", "B2 F#4 B4 D#5", "E3 G4 B4 E5"];
  assert.deepEqual(signs(songOf(chordNotes(chords))), ["Em", "F♯m7♭5", "B", "Em"]);
});

test("a diminished triad over another of its tones is not taken for a seventh", () => {
  const chords = ["A2 E4 A4 C5", "D3 B3 F4 D5", "E3 B3 E4 G#4", "A2 E4 A4 C5"];
  assert.deepEqual(signs(songOf(chordNotes(chords))), ["Am", "Bdim/D", "E", "Am"]);
});

test("passing notes of a melody and a bass that walks change no chord", () => {
  const held = chordNotes(["E4 G4 C5", "F4 A4 C5"]);
  const melody = chordNotes("G5 A5 B5 C6 A5 G5 F5 E5".split(" "), 960);
  const bass = chordNotes("C3 D3 E3 G3 F3 A3 F3 A3".split(" "), 960);
  assert.deepEqual(signs(songOf(held, melody, bass)), ["C", "F"]);
});

test("drums have no chords, and silence of more than a bar none either", () => {
  const [kick] = chordNotes(["C2"]);
  const drums = makeTrack({ drums: true, notes: kick ? [kick] : [] });
  assert.deepEqual(signs({ ...emptySong(), tracks: [drums] }), []);
  const late = chordNotes(["C4 E4 G4"]).map((note) => ({ ...note, onset: 5 * 3840 }));
  const { chords } = harmonyOf(songOf([...chordNotes(["C4 E4 G4"]), ...late]));
  assert.deepEqual(
    chords.map(({ start, end }) => [start, end]),
    [
      [0, 3840],
      [5 * 3840, 6 * 3840],
    ],
  );
});

test("a melody that sounds alone gets the chords that the arranger puts under it", () => {
  const melody = chordNotes("C5 C5 G5 G5 A5 A5 G5 F5 F5 E5 E5 D5 D5 C5 E5 C5".split(" "), 960);
  const { chords, proposed } = harmonyOf(songOf(melody));
  assert.equal(proposed, true);
  assert.equal(chords[0]?.sign, "C");
  assert.equal(chords.at(-1)?.end, 4 * 3840);
  const slurred = melody.map((note) => ({ ...note, length: 1100 }));
  assert.equal(harmonyOf(songOf(slurred)).proposed, true);
});

test("a song without notes has no chords", () => {
  assert.deepEqual(harmonyOf(emptySong()), { chords: [], proposed: false, key: null });
});
