/** What gives a forged bar away: things that no real bar has, or hardly one. */
import { type Bar, DRUMS, REAL, STEPS } from "./beats.ts";

export interface Clue {
  readonly words: string; // of a bar that has it
  readonly has: (bar: Bar) => boolean;
}

const rowOf = (sign: string): number => DRUMS.findIndex((drum) => drum.sign === sign);
const strokes = (bar: Bar, sign: string): number[] => {
  const row = rowOf(sign) * STEPS;
  return [...bar.slice(row, row + STEPS).entries()].flatMap(([at, on]) => (on ? [at] : []));
};
const both = (bar: Bar, one: string, other: string): boolean =>
  strokes(bar, one).some((at) => strokes(bar, other).includes(at));

export const CLUES: readonly Clue[] = [
  {
    words: "the open and the closed hat at the same moment, which one pair of hats cannot play",
    has: (bar) => both(bar, "h", "H"),
  },
  {
    words: "a crash in the middle of the bar, where no section begins",
    has: (bar) => strokes(bar, "c").some((at) => at > 0),
  },
  {
    words: "a tom in the first half, before any fill",
    has: (bar) => ["t", "l"].some((sign) => strokes(bar, sign).some((at) => at < STEPS / 2)),
  },
  {
    words: "two cymbals that take turns, as if the drummer could not decide",
    has: (bar) => ["r", "h", "H"].filter((sign) => strokes(bar, sign).length > 2).length > 1,
  },
  {
    words: "a bass drum that leaves out the first beat, with nothing in its place",
    has: (bar) => DRUMS.every(({ sign }) => !strokes(bar, sign).includes(0)),
  },
];

export const cluesOf = (bar: Bar): Clue[] => CLUES.filter(({ has }) => has(bar));

/** The share of bars that have at least one. */
export const caughtOf = (bars: readonly Bar[]): number =>
  bars.filter((bar) => cluesOf(bar).length > 0).length / bars.length;

/** Squares in which a bar differs from the real one that is most like it. */
export function farOf(bar: Bar): number {
  const apart = (other: Bar): number => other.filter((stroke, cell) => stroke !== bar[cell]).length;
  return Math.min(...REAL.map(apart));
}
