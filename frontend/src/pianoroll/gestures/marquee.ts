/** Dragging a frame selects what it touches; Shift adds to the selection. */
import type { Note } from "../../music/song.ts";
import type { Gesture, Held, Point, RollHandle } from "../handle.ts";
import { type Rect, type RollState, trackNotes } from "../state.ts";
import { rowAt, rowToY, tickToX } from "../view.ts";

export function marqueeGesture(roll: RollHandle, start: Point, held: Held): Gesture {
  const { state } = roll;
  const chosen = [...state.selection];
  const before = held.shiftKey ? chosen : [];
  // The corner stays at its place in the music while the view scrolls.
  const corner = { tick: start.tick, row: rowAt(state.view, start.y) };
  return {
    scrolls: "both",
    move(point) {
      state.marquee = frame(state, corner, point);
      roll.select([...before, ...touched(state, start, point)]);
    },
    up() {
      if (!state.marquee) roll.select(before);
      state.marquee = null;
      roll.redraw();
    },
    cancel() {
      state.marquee = null;
      roll.select(chosen);
    },
  };
}

function frame({ view }: RollState, corner: { tick: number; row: number }, to: Point): Rect {
  const [x, y] = [tickToX(view, corner.tick), rowToY(view, corner.row)];
  return {
    x: Math.min(x, to.x),
    y: Math.min(y, to.y),
    width: Math.abs(to.x - x),
    height: Math.abs(to.y - y),
  };
}

function touched(state: RollState, start: Point, point: Point): Note[] {
  const [from, to] = [Math.min(start.tick, point.tick), Math.max(start.tick, point.tick)];
  const [low, high] = [Math.min(start.pitch, point.pitch), Math.max(start.pitch, point.pitch)];
  return trackNotes(state).filter(
    (note) =>
      note.onset < to && note.onset + note.length > from && note.pitch >= low && note.pitch <= high,
  );
}
