/** The raster notes are drawn on. */
import { TICKS_PER_QUARTER } from "./song.ts";

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

/** Three of them fill what two of the grid above do. */
export const isTriplet = (step: number): boolean => (TICKS_PER_QUARTER / step) % 3 === 0;

export const snapNear = (tick: number, step: number): number =>
  Math.max(0, Math.round(tick / step) * step);
export const snapDown = (tick: number, step: number): number =>
  Math.max(0, Math.floor(tick / step) * step);
