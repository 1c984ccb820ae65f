/** Bars that somebody's forger made last: kept, and as a song of drums. */
import { emptySong, makeTrack, type Note, type Song, sortNotes } from "../music/song.ts";
import { TICKS_PER_QUARTER } from "../music/song.ts";
import { type Bar, CELLS, DRUMS, STEPS } from "./gan/beats.ts";
import { keep, kept } from "./kept.ts";
import { NotYet } from "./notyet.ts";

const KEPT = "forged";
const MOST = 9; // bars
const NO_BARS = "Nothing is forged yet: let the two train first, in step three.";
const BAR = /^[01]{128}$/;
const STEP_TICKS = TICKS_PER_QUARTER / 4;
const VELOCITY = 96;

const isBars = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= MOST && value.every((each) => BAR.test(String(each)));

export const forgedKept = (): Bar[] =>
  (kept(KEPT, isBars) ?? []).map((bar) => Array.from(bar, Number));

export const keepForged = (bars: readonly Bar[]): void =>
  keep(KEPT, bars.slice(0, MOST).map((bar) => bar.join("")));

/** The bars that are kept; throws `NotYet` where there are none. */
export async function forgedSong(title: string): Promise<Song> {
  const bars = forgedKept();
  if (bars.length === 0) throw new NotYet(NO_BARS);
  return songOfBars(bars, title);
}

/** Bar after bar, on a track of drums. */
export function songOfBars(bars: readonly Bar[], title: string): Song {
  const notes = bars.flatMap((bar, at) => notesOf(bar, at * STEPS));
  const drums = makeTrack({ name: "Forged drums", drums: true, notes: sortNotes(notes) });
  return { ...emptySong(title), tracks: [drums] };
}

function notesOf(bar: Bar, from: number): Note[] {
  const cells = Array.from({ length: CELLS }, (_, cell) => cell).filter((cell) => bar[cell]);
  return cells.map((cell) => ({
    onset: (from + (cell % STEPS)) * STEP_TICKS,
    pitch: DRUMS[Math.floor(cell / STEPS)]?.pitch ?? 0,
    length: STEP_TICKS,
    velocity: VELOCITY,
  }));
}
