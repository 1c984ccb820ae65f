/**
 * The trace of a continuation by the site's Transformer, as `manage.py trace_attention` wrote it:
 * fetched once for a page, when a part of it is there.
 */
import { emptySong, makeTrack, type Note, type Song, sortNotes } from "../../music/song.ts";
import { fetchOnce } from "../fetching.ts";

export type Row = readonly [onset: number, pitch: number, length: number, velocity: number];
/** Thousandths for what stands before the music, then a note's number and its thousandths. */
export type Shares = readonly number[];

export interface Trace {
  readonly layers: number;
  readonly heads: number;
  readonly memories: readonly number[]; // bars
  readonly temperatures: readonly number[];
  readonly shares: readonly number[]; // top-p
  readonly tune: readonly Row[];
  readonly made: readonly Row[];
  readonly attention: readonly { readonly all: Shares; readonly heads: readonly Shares[] }[];
  readonly lowest: number; // pitch
  readonly pitches: readonly (readonly number[])[]; // hundredths of a nat, the likeliest 0
  readonly themes: Readonly<Record<string, readonly number[]>>; // thousandths
  readonly muted: Readonly<Record<string, Muted>>;
  readonly windows: Readonly<Record<string, readonly Row[]>>;
  readonly placeless: readonly Row[];
  readonly dice: Readonly<Record<string, readonly Row[]>>;
}

export interface Muted {
  readonly made: readonly Row[];
  readonly believed: readonly number[]; // thousandths for the pitch of each note that was made
}

export const BAR_TICKS = 3_840;
export const BARS = 16;
export const FIRST_MADE = 8; // bars of the tune

export const traceAt = fetchOnce(async (answer) => (await answer.json()) as Trace);

const noteOf = ([onset, pitch, length, velocity]: Row): Note => ({
  onset,
  pitch,
  length,
  velocity,
});

/** The note with this number: those of the tune come first. */
export function rowAt({ tune, made }: Trace, number: number): Row | undefined {
  return tune[number] ?? made[number - tune.length];
}

/** The tune and what a model made of it, as one song. */
export function songWith(trace: Trace, made: readonly Row[], title = ""): Song {
  const own = trace.tune.map(noteOf);
  const more = made.map((row): Note => ({ ...noteOf(row), generated: true }));
  const notes = sortNotes([...own, ...more]);
  return { ...emptySong(title), tracks: [makeTrack({ name: "Melody", notes })] };
}
