/** How far a note hears: by convolution further with each layer, by attention everywhere. */
import { TICKS_PER_QUARTER } from "../../music/song.ts";
import type { Content } from "./content.ts";
import { notesOf } from "./showing.ts";

const STEP = TICKS_PER_QUARTER / 4;

/** Sixteenths to either side after so many layers; Infinity where attention has heard all. */
export function reachAfter({ reach, attention }: Content, layers: number): number {
  if (attention.some((layer) => layer <= layers)) return Infinity;
  return reach[layers - 1] ?? 0;
}

/** The steps that reach a note, from and to. */
export function windowOf(
  content: Content,
  place: number,
  layers: number,
): [from: number, to: number] {
  const note = notesOf(content.song)[place];
  if (!note) return [0, 0];
  const reach = reachAfter(content, layers);
  const last = Math.ceil((note.onset + note.length) / STEP);
  return [Math.floor(note.onset / STEP) - reach, last + reach];
}

export function reachWords(content: Content, layers: number): string {
  const far = reachAfter(content, layers);
  if (layers === 0) return "Before the first layer a cell knows of its own moment only.";
  const { reach, attention } = content;
  const convolved = reach[layers - 1];
  const alone = `By convolution alone it would be ${convolved} sixteenths to either side.`;
  if (Number.isFinite(far)) return `It hears ${far} sixteenths to either side.`;
  return `Since layer ${attention[0]} it hears all: attention looks everywhere at once. ${alone}`;
}

/** Places and shares of the largest ones, the largest first. */
export const strongest = (shares: readonly number[], count: number): [number, number][] =>
  [...shares.entries()].toSorted((one, other) => other[1] - one[1]).slice(0, count);
