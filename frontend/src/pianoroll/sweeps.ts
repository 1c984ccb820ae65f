/** What a pointer passes over between two events: it may be far from one to the next. */
import type { Note } from "../music/song.ts";
import type { Point } from "./handle.ts";
import { type RollState, trackNotes } from "./state.ts";
import { pitchToY, tickToX, type View } from "./view.ts";

const LEAST_PX = 3; // as wide as the shortest note is drawn

type Stretch = readonly [from: number, to: number]; // of the way, 0-1

/** Where on the way a coordinate lies between two values; null for nowhere. */
function within(start: number, step: number, low: number, high: number): Stretch | null {
  if (step === 0) return start >= low && start < high ? [0, 1] : null;
  const [one, other] = [(low - start) / step, (high - start) / step];
  const [from, to] = [Math.max(0, Math.min(one, other)), Math.min(1, Math.max(one, other))];
  return from <= to ? [from, to] : null;
}

function crosses(view: View, from: Point, to: Point, note: Note): boolean {
  const left = tickToX(view, note.onset);
  const width = Math.max(LEAST_PX, note.length * view.pxPerTick);
  const across = within(from.x, to.x - from.x, left, left + width);
  if (!across) return false;
  const top = pitchToY(view, note.pitch);
  const down = within(from.y, to.y - from.y, top, top + view.pxPerPitch);
  return down !== null && Math.max(across[0], down[0]) <= Math.min(across[1], down[1]);
}

/** The notes of the track that lie on the line between two points. */
export const crossed = (state: RollState, from: Point, to: Point): Note[] =>
  trackNotes(state).filter((note) => crosses(state.view, from, to, note));
