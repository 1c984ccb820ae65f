/** What the machine added to a tune last: kept, and as notes behind the tune. */
import type { Note } from "../music/song.ts";
import { keep, kept } from "./kept.ts";
import { PLAIN, STEP_TICKS, STEPS, type Tune } from "./tune.ts";

const MOST = 64; // columns that are kept
const KEPT = "carried";

const isLine = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= MOST && value.every((each) => Number.isInteger(each));

export const carriedKept = (): number[] => kept(KEPT, isLine) ?? [];
export const keepCarried = (symbols: readonly number[]): void => keep(KEPT, symbols.slice(-MOST));

/** Symbols that are rows of the tune, behind its sixteen columns; any other is silence. */
export const notesAfter = ({ pitches, loud }: Tune, symbols: readonly number[]): Note[] =>
  symbols.flatMap((symbol, at): Note[] => {
    const pitch = pitches[symbol];
    const onset = (STEPS + at) * STEP_TICKS;
    const velocity = loud[at % STEPS] ?? PLAIN;
    return pitch === undefined ? [] : [{ onset, pitch, length: STEP_TICKS, velocity }];
  });
