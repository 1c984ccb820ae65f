/**
 * The chords that the browser puts under melodies: `node proposed.ts < DOCUMENTS`, a JSON list,
 * prints for each the ticks, bass and tones of its chords. pytest holds them against the
 * arranger's.
 */
import { readFileSync } from "node:fs";
import { tonesOf } from "../../src/harmony/chord.ts";
import { proposeChords } from "../../src/harmony/proposing.ts";
import { fromDocument } from "../../src/music/song.ts";

const documents: Parameters<typeof fromDocument>[0][] = JSON.parse(readFileSync(0, "utf8"));
const proposed = documents.map((document) => {
  const song = fromDocument(document);
  const { chords } = proposeChords(song, song.tracks[0]?.notes ?? []);
  return chords.map((chord) => [chord.start, chord.end, chord.bass, ...tonesOf(chord)]);
});
process.stdout.write(JSON.stringify(proposed));
