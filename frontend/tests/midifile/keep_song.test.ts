import assert from "node:assert/strict";
import { test } from "node:test";
import { readMidi } from "../../src/midifile/reading.ts";
import { writeMidi } from "../../src/midifile/writing.ts";
import { makeTrack, type Song, toDocument } from "../../src/music/song.ts";

const SONG: Song = {
  title: "Müde Schritte",
  tempi: [
    { tick: 0, usPerQuarter: 500_000 },
    { tick: 960, usPerQuarter: 431_654 },
  ],
  meters: [
    { tick: 0, numerator: 3, denominator: 4 },
    { tick: 2880, numerator: 6, denominator: 8 },
  ],
  tracks: [
    makeTrack({ name: "Geige 🎻", program: 40, volume: 90, pan: 20, notes: repeated(60) }),
    makeTrack({ name: "Kit", drums: true, notes: repeated(36) }),
  ],
  chords: [],
};

function repeated(pitch: number): Song["tracks"][number]["notes"] {
  return [0, 480, 960, 5000].map((onset, at) => ({ onset, pitch, length: 480, velocity: 64 + at }));
}

test("a song that is exported and opened again is the same", () => {
  const { document, summary } = readMidi(writeMidi(SONG), "other name.mid");
  assert.deepEqual(document, toDocument(SONG));
  assert.deepEqual([summary.changed, summary.dropped], [[], []]);
});

test("a song of one track keeps its title and the track its name", () => {
  const one = { ...SONG, tracks: SONG.tracks.slice(0, 1) };
  const { document } = readMidi(writeMidi(one), "other name.mid");
  assert.deepEqual([document.title, document.tracks[0]?.name], ["Müde Schritte", "Geige 🎻"]);
});

test("a file without a title is called as it lies on the disk", () => {
  const { document } = readMidi(writeMidi({ ...SONG, title: "" }), "Walk home.v2.mid");
  assert.equal(document.title, "Walk home.v2");
});

test("twenty thousand notes are read whole", () => {
  const notes = Array.from({ length: 20_000 }, (_, at) => ({
    ...{ onset: 24 * at, pitch: 40 + (at % 50), length: 24, velocity: 80 },
  }));
  const { document } = readMidi(writeMidi({ ...SONG, tracks: [makeTrack({ notes })] }), "x.mid");
  assert.equal(document.tracks[0]?.notes.length, 20_000);
});
