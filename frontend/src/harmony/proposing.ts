/**
 * The chords that the arranger puts under a melody that sounds alone: triads of one key, by dynamic
 * programming (generation/harmony/chords.py, which a test holds this to).
 */
import { keyOf } from "../music/keys.ts";
import type { Note, Song } from "../music/song.ts";
import { type Chord, MAJOR, MINOR, tonesOf } from "./chord.ts";
import { type Grid, layGrid, stepAt } from "./grid.ts";

const REST = -1;
const TRIADS = [
  { root: 0, kind: MAJOR, leadsTo: [5, 7, 9, 2] },
  { root: 2, kind: MINOR, leadsTo: [7, 5] },
  { root: 4, kind: MINOR, leadsTo: [9, 5] },
  { root: 5, kind: MAJOR, leadsTo: [0, 7, 2] },
  { root: 7, kind: MAJOR, leadsTo: [0, 9] },
  { root: 9, kind: MINOR, leadsTo: [5, 2, 7] },
] as const;
type Triad = (typeof TRIADS)[number];
const FOLLOW_SCORE = 0.5;
const STAY_SCORE = 0.2;
const MELODY_WEIGHT = 3; // of the melody beside the way from chord to chord
const STRONG_BEAT_WEIGHT = 2; // of what sounds on the first step of a span

/** Notes without drums, in the order of their onsets; at least one. */
export function proposeChords(song: Song, notes: readonly Note[]): Chord[] {
  const stop = notes.reduce((end, { onset, length }) => Math.max(end, onset + length), 0);
  const grid = layGrid(song, notes[0]?.onset ?? 0, stop);
  const tones = highestTones(notes, grid);
  const shift = shiftOf(tones);
  const moved = tones.map((tone) => (tone === REST ? REST : (tone + shift) % 12));
  return bestPath(moved, grid).map((triad, index) => {
    const [from, to] = grid.spans[index] as readonly [number, number];
    const root = (triad.root - shift + 12) % 12;
    const [start, end] = [grid.ticks[from] as number, grid.ticks[to] as number];
    return { start, end, root, kind: triad.kind, bass: root };
  });
}

/** The tone of the highest note at each step. */
function highestTones(notes: readonly Note[], grid: Grid): number[] {
  const steps = grid.ticks.length - 1;
  const tones = Array.from({ length: steps }, () => REST);
  for (const { onset, length, pitch } of notes.toSorted((a, b) => a.pitch - b.pitch)) {
    const start = Math.min(stepAt(grid, onset), steps - 1);
    tones.fill(pitch % 12, start, Math.max(start + 1, stepAt(grid, onset + length)));
  }
  return tones;
}

/** Semitones that bring the melody to C major or A minor. */
function shiftOf(tones: readonly number[]): number {
  const counts = Array.from({ length: 12 }, () => 0);
  for (const tone of tones) if (tone !== REST) counts[tone] = (counts[tone] ?? 0) + 1;
  const key = keyOf(counts);
  return key ? (12 - ((key.tonic + (key.minor ? 3 : 0)) % 12)) % 12 : 0;
}

/** How well each triad carries what sounds in some steps: its share of it. */
function fits(tones: readonly number[], from: number, to: number): number[] {
  const weights = Array.from({ length: 12 }, () => 0);
  for (let step = from; step < to; step += 1) {
    const tone = tones[step] ?? REST;
    if (tone !== REST)
      weights[tone] = (weights[tone] ?? 0) + (step === from ? STRONG_BEAT_WEIGHT : 1);
  }
  const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0);
  const total = Math.max(1, sum(weights));
  return TRIADS.map((triad) => sum(tonesOf(triad).map((tone) => weights[tone] ?? 0)) / total);
}

function followScore(before: Triad, after: Triad): number {
  if ((before.leadsTo as readonly number[]).includes(after.root)) return FOLLOW_SCORE;
  return after === before ? STAY_SCORE : 0;
}

const isTonic = ({ root }: Triad): boolean => root === 0 || root === 9;
const indexOfBest = (scores: readonly number[]): number => scores.indexOf(Math.max(...scores));

/** A triad for each span of the grid; the last is a tonic (Viterbi). */
function bestPath(tones: readonly number[], { spans }: Grid): Triad[] {
  const told = spans.map(([from, to]) => fits(tones, from, to).map((fit) => MELODY_WEIGHT * fit));
  let scores = TRIADS.map((triad, n) => (told[0]?.[n] ?? 0) + (isTonic(triad) ? FOLLOW_SCORE : 0));
  const back: number[][] = [];
  for (const melody of told.slice(1)) {
    const ways = TRIADS.map((after) =>
      TRIADS.map((before, n) => (scores[n] ?? 0) + followScore(before, after)),
    );
    back.push(ways.map(indexOfBest));
    scores = ways.map((way, n) => Math.max(...way) + (melody[n] ?? 0));
  }
  let best = indexOfBest(scores.map((score, n) => score + (isTonic(TRIADS[n] as Triad) ? 1 : 0)));
  const path = [best];
  for (const pointers of back.toReversed()) path.push((best = pointers[best] ?? 0));
  return path.toReversed().map((n) => TRIADS[n] as Triad);
}
