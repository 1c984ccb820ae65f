/** Parameters that speak of places in the person's own song: bars, and notes that are to stay. */
import type { Note, Song } from "../music/song.ts";
import { placeAt } from "../music/time.ts";
import { plural } from "../music/words.ts";

/** First and last bar (from 1) that hold the notes; null without notes. */
export function barsOf(song: Song, notes: readonly Note[]): { first: number; last: number } | null {
  if (notes.length === 0) return null;
  const bars = notes.map((note) => placeAt(song, note.onset).bar);
  return {
    first: Math.min(...bars),
    last: Math.max(
      ...bars,
      ...notes.map((note) => placeAt(song, note.onset + note.length - 1).bar),
    ),
  };
}

/** [onset, pitch] of each note, as the models' lists of notes want them. */
export const placesOf = (notes: readonly Note[]): [number, number][] =>
  notes.map(({ onset, pitch }) => [onset, pitch]);

export const selectedWords = (notes: readonly Note[]): string =>
  notes.length
    ? `${plural(notes.length, "note")} selected`
    : "select notes in the piano roll first";
