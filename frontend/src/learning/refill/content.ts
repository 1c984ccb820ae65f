/**
 * What the capsule about rubbing out and refilling has been made beforehand: a chorale, edits of it
 * by the shipped model, and what each note hears. chartbusters/learning/refilling.py makes it.
 */
import type { Edit } from "../../music/replay.ts";
import { fromDocument, type Song, type SongDocument } from "../../music/song.ts";
import { fetchOnce } from "../fetching.ts";

/** Pitches (-1: silence) with their probabilities in thousandths, the likeliest first. */
export type Belief = readonly (readonly [pitch: number, share: number])[];

export interface Wish {
  readonly iterations: number;
  readonly maximum_removed: number; // percent of the notes that are there
  readonly creative_risk?: number;
}

/** Edits of the chorale without some of its notes, and what the model believed at each. */
export interface Trace {
  readonly rubbed: readonly number[]; // places of notes
  readonly parameters: Wish;
  readonly seed: number;
  readonly edits: readonly Edit[];
  readonly beliefs: readonly Belief[];
}

export interface Content {
  readonly song: Song;
  readonly voices: readonly number[]; // of each note: 0 sings the tune
  readonly traces: Readonly<Record<string, Trace>>;
  readonly hearing: readonly (readonly number[])[]; // what each hears of each, in thousandths
  readonly reach: readonly number[]; // sixteenths to either side, after each block
  readonly attention: readonly number[]; // blocks after which all is heard
}

export const ONE = 1000; // what a share of 1 is told as
export const VOICES = ["soprano", "alto", "tenor", "bass"];

export type Sent = Omit<Content, "song"> & { readonly document: SongDocument };

export const contentOf = ({ document, ...more }: Sent): Content => ({
  ...more,
  song: fromDocument(document),
});

export const contentAt = fetchOnce(async (answer) => contentOf((await answer.json()) as Sent));

const isRow = (value: unknown): boolean => Array.isArray(value) && value.length === ROW;
const ROW = 6; // of an edit

/** Whether a browser has kept a trace whole. */
export function isTrace(value: unknown): value is Trace {
  const { rubbed, parameters, seed, edits, beliefs } = (value ?? {}) as Partial<Trace>;
  if (!rubbed || !edits || !beliefs || !parameters) return false;
  if (![rubbed, edits, beliefs].every((each) => Array.isArray(each))) return false;
  return edits.every(isRow) && edits.length === beliefs.length && Number.isInteger(seed);
}
