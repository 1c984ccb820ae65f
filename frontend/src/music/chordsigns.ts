/** Chords that somebody writes over a song: put there, taken away, and which one holds. */
import type { ChordSign, Song } from "./song.ts";

export const MAX_CHORDS = 2_000;
// As generation/music/chord_symbols.py has it: a letter, one of the kinds of harmony/chord.ts,
// and another tone for the bass.
const SYMBOL = /^([A-G][#b]?(|m|7|m7|maj7|m7b5|dim|dim7|aug|sus4)(\/[A-G][#b]?)?|N\.C\.)$/;

export const isSymbol = (text: unknown): boolean => typeof text === "string" && SYMBOL.test(text);

const withChords = (song: Song, chords: readonly ChordSign[]): Song => ({ ...song, chords });

/** With these signs, in the place of those that stand where they begin. */
export function writeSigns(song: Song, signs: readonly ChordSign[]): Song {
  const places = new Set(signs.map(({ onset }) => onset));
  const kept = song.chords.filter(({ onset }) => !places.has(onset));
  return withChords(
    song,
    [...kept, ...signs].toSorted((a, b) => a.onset - b.onset),
  );
}

export const eraseSign = (song: Song, onset: number): Song =>
  withChords(
    song,
    song.chords.filter((sign) => sign.onset !== onset),
  );

export const clearSigns = (song: Song): Song => withChords(song, []);

/** The one that begins there. */
export const signFrom = ({ chords }: Song, onset: number): ChordSign | undefined =>
  chords.find((sign) => sign.onset === onset);

/** The one that holds there. */
export const signAt = ({ chords }: Song, tick: number): ChordSign | undefined =>
  chords.findLast(({ onset }) => onset <= tick);
