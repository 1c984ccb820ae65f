/**
 * A tune as the Transformer reads it: the rows of `generation/techniques/transformer/tokens.py`,
 * for one track in 4/4 at one tempo. A test compares the two.
 */
import type { Note } from "../music/song.ts";
import { TICKS_PER_QUARTER } from "../music/song.ts";

const STEPS = 24; // a quarter
const TICKS = TICKS_PER_QUARTER / STEPS;
const LEVEL = 8; // of velocity
const SLOTS = 16;
const [METER, TEMPO, PROGRAM] = [SLOTS + 2, SLOTS + 3, SLOTS + 4] as const;

// How many beats after the row before, which 24th of the beat, which track, which pitch, how long
// in quarters and 24ths, how loud.
export type Row = readonly [number, number, number, number, number, number, number];

const grid = (tick: number): number => Math.floor((tick + TICKS / 2) / TICKS);

export function headRows(quarters: number, program: number): Row[] {
  return [
    [0, 0, METER, 4, 2, 0, 0],
    [0, 0, TEMPO, 0, Math.floor(quarters / STEPS), quarters % STEPS, 0],
    [0, 0, PROGRAM, program, 0, 0, 0],
  ];
}

/** `notes` in order. */
export function noteRows(notes: readonly Note[]): Row[] {
  let before = 0;
  return notes.map(({ onset, length, pitch, velocity }) => {
    const step = grid(onset);
    const long = grid(onset + length) - step;
    const beat = Math.floor(step / STEPS);
    const ahead = beat - before;
    before = beat;
    const level = Math.floor(velocity / LEVEL);
    return [ahead, step % STEPS, 0, pitch, Math.floor(long / STEPS), long % STEPS, level];
  });
}

/** What a row that is no note says. */
export function headWords([, , slot, pitch, quarters, rest]: Row): string | null {
  if (slot === METER) return `meter ${pitch}/${2 ** quarters}`;
  if (slot === TEMPO) return `tempo ${quarters * STEPS + rest}`;
  return slot === PROGRAM ? `instrument ${pitch + 1}` : null;
}
