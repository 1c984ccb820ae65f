/** The chords of a song: those that sound, or those that the arranger puts under a lone melody. */
import { type Key, keyOf } from "../music/keys.ts";
import type { Note, Song } from "../music/song.ts";
import { beatsOf } from "./beats.ts";
import { type Chord, chordPitches, chordSign, chordWords, joined } from "./chord.ts";
import { proposeChords } from "./proposing.ts";
import { recogniseChords } from "./recognising.ts";

/** A chord with its names. */
export interface NamedChord extends Pick<Chord, "start" | "end"> {
  readonly sign: string; // Am, G/B
  readonly words: string; // A minor, G major over B
  readonly pitches: readonly number[]; // as one strikes it; none where there is no chord
  readonly written?: true; // by somebody, and not found: see written.ts
}

export interface Harmony {
  readonly chords: readonly NamedChord[]; // in their order, none over another
  readonly proposed: boolean; // nothing but a melody sounds: they are what would go with it
  readonly key: Key | null;
}

const ALONE = 0.2; // of its notes a melody may hold while the next one begins

export function harmonyOf(song: Song): Harmony {
  const notes = song.tracks.flatMap((track) => (track.drums ? [] : track.notes));
  const sounding = notes.toSorted((a, b) => a.onset - b.onset || a.pitch - b.pitch);
  const proposed = isMelody(sounding);
  const { chords, key } = proposed ? proposeChords(song, sounding) : recognise(song, sounding);
  return { chords: joined(chords).map((chord) => named(chord, key)), proposed, key };
}

function recognise(song: Song, notes: readonly Note[]): { chords: Chord[]; key: Key | null } {
  const key = keyOf(tonesOf(notes));
  return { chords: recogniseChords(beatsOf(song, notes), key), key };
}

function tonesOf(notes: readonly Note[]): number[] {
  const lengths = Array.from({ length: 12 }, () => 0);
  for (const { pitch, length } of notes) lengths[pitch % 12] = (lengths[pitch % 12] ?? 0) + length;
  return lengths;
}

/** Whether one note sounds at a time, but for slurs. */
function isMelody(notes: readonly Note[]): boolean {
  let [together, until] = [0, 0];
  for (const { onset, length } of notes) {
    if (onset < until - length / 4) together += 1;
    until = Math.max(until, onset + length);
  }
  return notes.length > 0 && together <= ALONE * notes.length;
}

const named = (chord: Chord, key: Key | null): NamedChord => ({
  ...chord,
  sign: chordSign(chord, key),
  words: chordWords(chord, key),
  pitches: chordPitches(chord),
});
