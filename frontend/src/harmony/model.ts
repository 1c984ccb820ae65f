/**
 * The chord model in the browser: the tables for pop in half bars, and the likeliest chords by them
 * (generation/harmony/model.py and basses.py; whole numbers, so both find the same).
 */
import type { Key } from "../music/keys.ts";
import tables from "./tables.json" with { type: "json" };
import { KINDS, type Kind } from "./chord.ts";
import { type Evidence, turnSigns } from "./evidence.ts";

const WHOLE = 16;
const MAJOR_THIRD = 4; // place in a row of evidence
const NEVER = -(2 ** 40);
const SIGNS = ["", "m", "7", "maj7", "m7", "m7♭5", "dim7", "sus4"]; // of the model's qualities
export const QUALITIES = SIGNS.map((sign) => KINDS.find((kind) => kind.sign === sign) as Kind);

export interface Degree {
  readonly degree: number; // semitones above the tonic
  readonly quality: number;
}

type Mode = (typeof tables.modes)[number];

const majorTonic = ({ degree, quality }: Mode): number =>
  degree.findIndex((tone, n) => tone === 0 && quality[n] === 0);

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, n) => sum + value * (other[n] ?? 0), 0);

/** Of equals the first. */
function indexOfBest(values: readonly number[]): number {
  return values.indexOf(values.reduce((a, b) => Math.max(a, b), -Infinity));
}

export function findKey(signs: readonly number[][]): Key {
  const turns = Array.from({ length: 12 }, (_, tonic) => turnSigns(signs, tonic));
  const best = indexOfBest(tables.keys.flatMap((weights) => turns.map((row) => dot(row, weights))));
  return { tonic: best % 12, minor: best >= 12 };
}

/** A chord for each stretch (Viterbi). */
export function findChords({ rows, places }: Evidence, minor: boolean): Degree[] {
  const mode = tables.modes[minor ? 1 : 0] as Mode;
  const told = rows.map((row) => mode.emission.map((weights) => dot(row, weights)));
  // A tune in minor ends on its major tonic only if it sings the third.
  if (minor && rows.at(-1)?.[MAJOR_THIRD] === 0)
    told.at(-1)?.splice(majorTonic(mode), 1, NEVER);
  let best = told[0] ?? [];
  const back: number[][] = [];
  for (const [n, melody] of told.entries()) {
    if (n === 0) continue;
    const stay = tables.stay[places[n] ?? 0] ?? 0;
    const ways = mode.transition.map((from, after) =>
      from.map((score, before) => {
        return (best[before] ?? 0) + WHOLE * (score + (before === after ? stay : 0));
      }),
    );
    const chosen = ways.map(indexOfBest);
    back.push(chosen);
    best = ways.map((way, after) => (way[chosen[after] ?? 0] ?? 0) + (melody[after] ?? 0));
  }
  const states = trace(indexOfBest(best), back);
  return states.map((n) => ({ degree: mode.degree[n] ?? 0, quality: mode.quality[n] ?? 0 }));
}

function trace(last: number, back: readonly (readonly number[])[]): number[] {
  const path = [last];
  for (const pointers of back.toReversed()) path.push((last = pointers[last] ?? 0));
  return path.toReversed();
}

const stepsOf = (chord: Degree | undefined): readonly number[] =>
  QUALITIES[chord?.quality ?? 0]?.steps ?? [];

/** The tone that lies in the bass of each chord, in semitones above the tonic (Viterbi). */
export function findBasses(chords: readonly Degree[]): number[] {
  const open = (n: number): number =>
    n === 0 || n === chords.length - 1 ? 1 : stepsOf(chords[n]).length;
  const ranked = (n: number, scores: readonly number[]): number[] =>
    scores.map((score, tone) => (tone < open(n) ? score : NEVER));
  let best = ranked(0, [0, 0, 0, 0]);
  const back: number[][] = [];
  for (const [n, chord] of chords.entries()) {
    if (n === 0) continue;
    const move = (chord.degree - (chords[n - 1]?.degree ?? 0) + 12) % 12;
    const table = tables.basses[chord.quality] ?? [];
    const ways = [0, 1, 2, 3].map((after) =>
      best.map((score, before) => score + (table[before]?.[move]?.[after] ?? 0)),
    );
    const chosen = ways.map(indexOfBest);
    back.push(chosen);
    best = ranked(
      n,
      ways.map((way, after) => way[chosen[after] ?? 0] ?? 0),
    );
  }
  return trace(indexOfBest(best), back).map(
    (tone, n) => ((chords[n]?.degree ?? 0) + (stepsOf(chords[n])[tone] ?? 0)) % 12,
  );
}
