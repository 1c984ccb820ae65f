/** A melody on the arranger's grid: one pitch a step (generation/codecs/monophonic.py). */
import type { Note } from "../music/song.ts";
import { type Grid, stepAt } from "./grid.ts";

export const REST = -1;
const LOWEST = 24;
const PITCHES = 72;

export interface MelodyLine {
  readonly pitches: readonly number[]; // of each step; REST for none
  readonly begins: readonly boolean[]; // whether a note is begun there
}

/** The highest note at each step; notes in the order of their onsets. */
export function lineOf(notes: readonly Note[], grid: Grid): MelodyLine {
  const steps = grid.ticks.length - 1;
  const pitches = Array.from({ length: steps }, () => REST);
  const begins = Array.from({ length: steps }, () => false);
  for (const { onset, length, pitch } of notes.toSorted((a, b) => a.pitch - b.pitch)) {
    const start = Math.min(stepAt(grid, onset), steps - 1);
    const stop = Math.max(start + 1, stepAt(grid, onset + length));
    pitches.fill(folded(pitch), start, stop);
    begins.fill(false, start, stop);
    begins[start] = true;
  }
  const changed = pitches.map((pitch, step) => step === 0 || pitch !== pitches[step - 1]);
  return {
    pitches,
    begins: begins.map((begun, n) => (begun || changed[n] === true) && pitches[n] !== REST),
  };
}

/** Moved by octaves into the arranger's range. */
function folded(pitch: number): number {
  let near = pitch;
  while (near < LOWEST) near += 12;
  while (near >= LOWEST + PITCHES) near -= 12;
  return near;
}
