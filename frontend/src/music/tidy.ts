/** Setting notes on the raster: how far towards it, how much it swings, and whether lengths too. */
import { type Edit, mapNotes } from "./edits.ts";
import type { Note, Song } from "./song.ts";

/** Where the second of two steps stands, in hundredths of both together. */
export const STRAIGHT = 50;
export const MOST_SWING = 75;

export interface Tidy {
  readonly strength: number; // 0-1, of the way to the raster
  readonly swing: number; // STRAIGHT to MOST_SWING; 67 are triplets
  readonly lengths: boolean; // whether lengths are rounded to whole steps
}

export const TIDY_DEFAULTS: Tidy = { strength: 1, swing: STRAIGHT, lengths: false };

/** The place on the raster that is nearest to `tick`. */
export function rasterNear(tick: number, step: number, swing = STRAIGHT): number {
  const pair = 2 * step;
  const begin = Math.floor(Math.max(0, tick) / pair) * pair;
  const places = [begin, begin + Math.round((pair * swing) / 100), begin + pair];
  return places.reduce((best, place) =>
    Math.abs(place - tick) < Math.abs(best - tick) ? place : best,
  );
}

export function tidyNote(note: Note, step: number, { strength, swing, lengths }: Tidy): Note {
  const near = rasterNear(note.onset, step, swing);
  const whole = Math.max(step, Math.round(note.length / step) * step);
  const longer = lengths ? (whole - note.length) * strength : 0;
  return {
    ...note,
    onset: Math.round(note.onset + (near - note.onset) * strength),
    length: Math.max(1, Math.round(note.length + longer)),
  };
}

export const tidyNotes = (
  song: Song,
  index: number,
  notes: Iterable<Note>,
  step: number,
  tidy: Tidy,
): Edit => mapNotes(song, index, notes, (note) => tidyNote(note, step, tidy));
