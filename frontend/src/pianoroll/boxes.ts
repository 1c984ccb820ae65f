/**
 * Where notes lie on the canvas: on whole pixels of the screen, which are drawn several times as
 * fast as parts of them, and sharp.
 */
import type { Note } from "../music/song.ts";
import { KEYS, pitchToY, tickToX, type View } from "./view.ts";

const LEAST_WIDTH = 3; // px

export interface Box {
  readonly x: number; // px
  readonly y: number; // px
  readonly width: number; // px
  readonly height: number; // px
}

/** Null out of sight. `grain` is a pixel of the screen in CSS pixels. */
export function boxOf(view: View, note: Note, grain: number): Box | null {
  const x = tickToX(view, note.onset);
  const y = pitchToY(view, note.pitch);
  const width = Math.max(LEAST_WIDTH, note.length * view.pxPerTick - 1);
  if (x > view.width || x + width < KEYS || y > view.height || y + view.pxPerPitch < 0) return null;
  const air = Math.min(1, view.pxPerPitch / 8); // rows that are low leave no room for more
  const [left, right] = [whole(x, grain), whole(x + width, grain)];
  const high = Math.max(grain, whole(view.pxPerPitch - 2 * air, grain));
  return { x: left, y: whole(y + air, grain), width: right - left, height: high };
}

export const whole = (px: number, grain: number): number => Math.round(px / grain) * grain;

/**
 * The boxes of notes that look alike: those of a row that touch are one, so that a song of 20,000
 * notes is some thousand boxes from afar.
 */
export function runsOf(view: View, notes: readonly Note[], grain: number): Box[] {
  const runs: Box[] = [];
  const rows = new Map<number, number>(); // pitch -> the last run there
  for (const note of notes) {
    const box = boxOf(view, note, grain);
    if (!box) continue;
    const place = rows.get(note.pitch);
    const before = place === undefined ? undefined : runs[place];
    if (place !== undefined && before && touches(before, box)) {
      const right = Math.max(before.x + before.width, box.x + box.width);
      runs[place] = { ...before, width: right - before.x };
    } else rows.set(note.pitch, runs.push(box) - 1);
  }
  return runs;
}

const touches = (before: Box, box: Box): boolean =>
  box.x >= before.x && box.x <= before.x + before.width;
