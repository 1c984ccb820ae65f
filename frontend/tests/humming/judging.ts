/** How well notes were heard: found, missed, an octave off, and how late. */
import type { HummedNote } from "../../src/humming/notes.ts";
import type { TrueNote } from "./voices.ts";

const NEAR = 0.05; // seconds

export interface Judged {
  readonly sung: number;
  readonly heard: number;
  readonly found: number; // onset within 50 ms, the same semitone
  readonly octaves: number; // onset within 50 ms, one or more octaves off
  readonly errors: readonly number[]; // seconds by which found notes begin late
}

/** Each note that was sung answers to one that was heard, and no two to the same. */
export function judge(truth: readonly TrueNote[], heard: readonly HummedNote[]): Judged {
  const left = new Set(heard);
  const errors: number[] = [];
  let octaves = 0;
  for (const { start, pitch } of truth) {
    const near = [...left].filter((note) => Math.abs(note.start - start) <= NEAR);
    const found = near.find((note) => note.pitch === pitch);
    if (found) {
      left.delete(found);
      errors.push(found.start - start);
    } else if (near.some((note) => (note.pitch - pitch) % 12 === 0)) octaves += 1;
  }
  return { sung: truth.length, heard: heard.length, found: errors.length, octaves, errors };
}

/** Of notes found among those sung and those heard: 1 is all and no other. */
export const fMeasure = ({ sung, heard, found }: Pick<Judged, "sung" | "heard" | "found">) =>
  (2 * found) / Math.max(1, sung + heard);

export function together(all: readonly Judged[]): Judged {
  const sum = (of: (one: Judged) => number): number => all.reduce((a, one) => a + of(one), 0);
  return {
    sung: sum(({ sung }) => sung),
    heard: sum(({ heard }) => heard),
    found: sum(({ found }) => found),
    octaves: sum(({ octaves }) => octaves),
    errors: all.flatMap(({ errors }) => errors),
  };
}

/** The middle of how far off onsets are, in milliseconds. */
export function medianError({ errors }: Judged): number {
  const sizes = errors.map(Math.abs).sort((a, b) => a - b);
  return 1000 * (sizes[Math.floor(sizes.length / 2)] ?? Number.NaN);
}
