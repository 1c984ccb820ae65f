/**
 * The chords that the arranger's pop band puts under a melody that sounds alone: its key, and the
 * likeliest chords in it (generation/harmony/finding.py, which a test holds this to).
 */
import type { Key } from "../music/keys.ts";
import type { Note, Song } from "../music/song.ts";
import { type Chord, MAJOR } from "./chord.ts";
import { gatherEvidence, signsOf } from "./evidence.ts";
import { layGrid } from "./grid.ts";
import { lineOf } from "./melodyline.ts";
import { findBasses, findChords, findKey, QUALITIES } from "./model.ts";

export interface Proposal {
  readonly chords: Chord[];
  readonly key: Key;
}

/** Notes without drums, in the order of their onsets; at least one. */
export function proposeChords(song: Song, notes: readonly Note[]): Proposal {
  const stop = notes.reduce((end, { onset, length }) => Math.max(end, onset + length), 0);
  const grid = layGrid(song, notes[0]?.onset ?? 0, stop);
  const line = lineOf(notes, grid);
  const key = findKey(signsOf(line));
  const degrees = findChords(gatherEvidence(line, grid, key.tonic), key.minor);
  const basses = findBasses(degrees);
  const chords = degrees.map(({ degree, quality }, n) => {
    const [from, to] = grid.spans[n] ?? [0, 0];
    const [start, end] = [grid.ticks[from] ?? 0, grid.ticks[to] ?? 0];
    const [root, bass] = [degree, basses[n] ?? degree].map((tone) => (tone + key.tonic) % 12);
    const kind = QUALITIES[quality] ?? MAJOR;
    return { start, end, root: root as number, kind, bass: bass as number };
  });
  return { chords, key };
}
