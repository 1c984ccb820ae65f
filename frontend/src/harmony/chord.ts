/** A chord over a stretch of a song, as musicians write and say it. */
import { type Key, spell, spellFrom, toneWords } from "./spelling.ts";

export interface Kind {
  readonly sign: string; // after the letter of the root
  readonly words: string;
  readonly steps: readonly number[]; // semitones above the root
}

const kind = (sign: string, words: string, ...steps: readonly number[]): Kind => ({
  sign,
  words,
  steps: [0, ...steps],
});

export const MAJOR = kind("", "major", 4, 7);
export const MINOR = kind("m", "minor", 3, 7);
export const KINDS: readonly Kind[] = [
  MAJOR,
  MINOR,
  kind("7", "seventh", 4, 7, 10),
  kind("m7", "minor seventh", 3, 7, 10),
  kind("maj7", "major seventh", 4, 7, 11),
  kind("m7♭5", "half-diminished", 3, 6, 10),
  kind("dim", "diminished", 3, 6),
  kind("dim7", "diminished seventh", 3, 6, 9),
  kind("aug", "augmented", 4, 8),
  kind("sus4", "suspended fourth", 5, 7),
];

export interface Chord {
  readonly start: number; // ticks
  readonly end: number;
  readonly root: number; // 0-11, 0 is C
  readonly kind: Kind;
  readonly bass: number; // 0-11, the root or another of its tones
}

export const tonesOf = ({ root, kind: { steps } }: Pick<Chord, "root" | "kind">): number[] =>
  steps.map((step) => (root + step) % 12);

export const isSameChord = (one: Chord, other: Chord): boolean =>
  one.root === other.root && one.kind === other.kind && one.bass === other.bass;

/** Chords that follow each other without a change become one. */
export function joined(chords: readonly Chord[]): Chord[] {
  const runs: Chord[] = [];
  for (const chord of chords) {
    const last = runs.at(-1);
    if (last && last.end === chord.start && isSameChord(last, chord))
      runs[runs.length - 1] = { ...last, end: chord.end };
    else runs.push(chord);
  }
  return runs;
}

/** As it is written over a tune: Am, G/B, F♯m7♭5. */
export function chordSign({ root, kind: { sign }, bass }: Chord, key: Key | null): string {
  const name = spell(root, key);
  return name + sign + (bass === root ? "" : `/${spellFrom(name, bass - root)}`);
}

/** As it is said: A minor, G major over B. */
export function chordWords({ root, kind: { words }, bass }: Chord, key: Key | null): string {
  const name = spell(root, key);
  const over = bass === root ? "" : ` over ${toneWords(spellFrom(name, bass - root))}`;
  return `${toneWords(name)} ${words}${over}`;
}

/** The chord as one would strike it to hear it: its bass, and its tones above middle C. */
export function chordPitches(chord: Pick<Chord, "root" | "kind" | "bass">): number[] {
  const above = tonesOf(chord).map((tone) => 60 + tone);
  return [48 + chord.bass, ...above.toSorted((a, b) => a - b)];
}
