/** The raster notes are set on: snapping, and quantising with a strength. */
import { type Note, TICKS_PER_QUARTER } from "./song.ts";

export interface GridStep {
  readonly label: string;
  readonly ticks: number;
}

export const GRID_STEPS: readonly GridStep[] = [
  { label: "1/4", ticks: TICKS_PER_QUARTER },
  { label: "1/8", ticks: TICKS_PER_QUARTER / 2 },
  { label: "1/8 triplet", ticks: TICKS_PER_QUARTER / 3 },
  { label: "1/16", ticks: TICKS_PER_QUARTER / 4 },
  { label: "1/16 triplet", ticks: TICKS_PER_QUARTER / 6 },
  { label: "1/32", ticks: TICKS_PER_QUARTER / 8 },
];

export const snapNear = (tick: number, step: number): number =>
  Math.max(0, Math.round(tick / step) * step);
export const snapDown = (tick: number, step: number): number =>
  Math.max(0, Math.floor(tick / step) * step);

/**
 * Moves the onset towards the raster by `strength` (0-1) and rounds the length to whole steps, at
 * least one.
 */
export function quantised(note: Note, step: number, strength = 1): Note {
  const onset = Math.round(note.onset + (snapNear(note.onset, step) - note.onset) * strength);
  const whole = Math.max(step, Math.round(note.length / step) * step);
  return {
    ...note,
    onset,
    length: Math.max(1, Math.round(note.length + (whole - note.length) * strength)),
  };
}
