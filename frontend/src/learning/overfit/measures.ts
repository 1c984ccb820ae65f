/** What was measured first of a melody, as `generation/music/metrics` does; a test compares. */
import { BAR, notesOf } from "./tunes.ts";
import { STEP_TICKS } from "../tune.ts";

const C_MAJOR = new Set([0, 2, 4, 5, 7, 9, 11]);
const BAR_TICKS = BAR * STEP_TICKS;

export interface Measures {
  readonly empty: number; // share of bars in which nothing sounds
  readonly pitches: number; // that are used
  readonly inScale: number; // share of the notes in C major
}

export function measuresOf(symbols: readonly number[]): Measures {
  const notes = notesOf(symbols);
  const bars = Math.max(1, Math.floor(symbols.length / BAR));
  const full = new Set(
    notes.flatMap(({ onset, length }) => {
      const [first, last] = [onset, onset + length - 1].map((tick) => Math.floor(tick / BAR_TICKS));
      return Array.from({ length: (last as number) - (first as number) + 1 }, (_, at) =>
        (first as number) + at,
      );
    }),
  );
  const inside = notes.filter(({ pitch }) => C_MAJOR.has(pitch % 12));
  return {
    empty: 1 - full.size / bars,
    pitches: new Set(notes.map(({ pitch }) => pitch)).size,
    inScale: notes.length > 0 ? inside.length / notes.length : 0,
  };
}
