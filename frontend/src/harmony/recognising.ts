/**
 * The chords that sound: for each beat how well every chord explains what is heard in it, and the
 * likeliest way through all of them, on which a change has its price.
 */
import type { Key } from "../music/keys.ts";
import { TICKS_PER_QUARTER } from "../music/song.ts";
import { type Beat, NONE } from "./beats.ts";
import { type Chord, joined, KINDS, tonesOf } from "./chord.ts";

type Stack = Pick<Chord, "root" | "kind">;

const CHORDS: readonly Stack[] = KINDS.flatMap((kind) =>
  Array.from({ length: 12 }, (_, root) => ({ root, kind })),
);
const TONES = CHORDS.map(tonesOf);
// Prices of tones that are silent: root, third, seventh; a fifth, if it is a plain one, hardly any.
const SILENT = 0.2;
const SILENT_FIFTH = 0.08;
const FAINT = 0.04; // of what sounds
const ROOT_BELOW = 0.35;
const TONE_BELOW = 0.05;
const IN_KEY = 0.08;
// Prices of a change within a half bar, at half a bar, at a bar line.
const CHANGE = [0.55, 0.35, 0.2];
const PRICES: Readonly<Record<string, number>> = {
  ...{ "7": 0.06, m7: 0.08, maj7: 0.1, "m7♭5": 0.12 },
  ...{ dim: 0.12, dim7: 0.3, aug: 0.2, sus4: 0.12 },
};
const LONGEST_HOLD = 4 * TICKS_PER_QUARTER; // of a chord in silence
const OWN_BASS = 0.6; // of the beats of a chord: what is lowest in them is named

/** Nothing is said of beats in which nothing sounds, unless they are few. */
export function recogniseChords(beats: readonly Beat[], key: Key | null): Chord[] {
  const loud = beats.filter(({ tones }) => tones.some((share) => share > 0));
  const prices = pricesIn(key);
  const scores = loud.map((beat) => TONES.map((own, n) => fit(beat, own) - (prices[n] ?? 0)));
  const found = bestPath(scores, loud).map((n, index) => {
    const { root, kind } = CHORDS[n] as Stack;
    const { start, end } = loud[index] as Beat;
    const next = loud[index + 1]?.start ?? end;
    return { root, kind, start, end: next - end > LONGEST_HOLD ? end : next, bass: root };
  });
  return joined(found).map((chord) => ({ ...chord, bass: bassOf(chord, loud) }));
}

function pricesIn(key: Key | null): number[] {
  const { tonic = 0, minor = false } = key ?? {};
  // A minor key has its seventh tone raised as well.
  const steps = minor ? [0, 2, 3, 5, 7, 8, 10, 11] : [0, 2, 4, 5, 7, 9, 11];
  const scale = new Set(steps.map((step) => (tonic + step) % 12));
  return CHORDS.map(({ kind }, n) => {
    const known = key !== null && (TONES[n] ?? []).every((tone) => scale.has(tone));
    return (PRICES[kind.sign] ?? 0) - (known ? IN_KEY : 0);
  });
}

function fit({ tones, lowest }: Beat, own: readonly number[]): number {
  let score = -1;
  own.forEach((tone, n) => {
    const share = tones[tone] ?? 0;
    score += 2 * share;
    if (share < FAINT) score -= isPlainFifth(own, n) ? SILENT_FIFTH : SILENT;
  });
  if (lowest === NONE) return score;
  if (lowest % 12 === own[0]) return score + ROOT_BELOW;
  return own.includes(lowest % 12) ? score + TONE_BELOW : score;
}

/** The place in `CHORDS` of each beat's chord (Viterbi; where one changes, it is to the best). */
function bestPath(scores: readonly (readonly number[])[], beats: readonly Beat[]): number[] {
  let sums: readonly number[] = scores[0] ?? [];
  const back: Int16Array[] = [];
  for (let at = 1; at < scores.length; at += 1) {
    const best = indexOfBest(sums);
    const changed = (sums[best] ?? 0) - (CHANGE[beats[at]?.weight ?? 0] ?? 0);
    back.push(Int16Array.from(sums, (sum, n) => (sum >= changed ? n : best)));
    sums = sums.map((sum, n) => Math.max(sum, changed) + (scores[at]?.[n] ?? 0));
  }
  let last = indexOfBest(sums);
  const path = scores.length > 0 ? [last] : [];
  for (const pointers of back.toReversed()) path.push((last = pointers[last] ?? 0));
  return path.toReversed();
}

const indexOfBest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

const isPlainFifth = (own: readonly number[], n: number): boolean =>
  n === 2 && ((own[2] ?? 0) - (own[0] ?? 0) + 12) % 12 === 7;

/** Another tone than the root where it begins and mostly carries the chord. */
function bassOf(chord: Chord, beats: readonly Beat[]): number {
  const inside = beats.filter(({ start }) => start >= chord.start && start < chord.end);
  const first = inside.find(({ lowest }) => lowest !== NONE);
  if (!first || !tonesOf(chord).includes(first.lowest % 12)) return chord.root;
  const same = inside.filter(({ lowest }) => lowest !== NONE && lowest % 12 === first.lowest % 12);
  return same.length >= OWN_BASS * inside.length ? first.lowest % 12 : chord.root;
}
