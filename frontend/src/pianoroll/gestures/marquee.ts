/**
 * Dragging a frame selects what it touches; Shift adds to the selection; at the edges the view
 * scrolls along.
 */
import type { Note } from "../../music/song.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";
import { trackNotes } from "../state.ts";
import { KEYS, pitchToY, scrolled, tickToX } from "../view.ts";

const EDGE_PX = 24;

export function marqueeGesture(roll: RollHandle, start: Point, event: PointerEvent): Gesture {
  const { state } = roll;
  const before: readonly Note[] = event.shiftKey ? [...state.selection] : [];
  const inside = (point: Point): Note[] => {
    const [from, to] = [Math.min(start.tick, point.tick), Math.max(start.tick, point.tick)];
    const [low, high] = [Math.min(start.pitch, point.pitch), Math.max(start.pitch, point.pitch)];
    return trackNotes(state).filter(
      (note) =>
        note.onset < to &&
        note.onset + note.length > from &&
        note.pitch >= low &&
        note.pitch <= high,
    );
  };
  return {
    move(point) {
      if (point.x > state.view.width - EDGE_PX) state.view = scrolled(state.view, EDGE_PX, 0);
      if (point.x < KEYS + EDGE_PX) state.view = scrolled(state.view, -EDGE_PX, 0);
      const x = tickToX(state.view, start.tick);
      const y = Math.min(pitchToY(state.view, start.pitch), point.y);
      state.marquee = {
        x: Math.min(x, point.x),
        y,
        width: Math.abs(point.x - x),
        height: Math.abs(point.y - start.y),
      };
      roll.select([...before, ...inside(point)]);
    },
    up() {
      if (!state.marquee) roll.select(before);
      state.marquee = null;
      roll.redraw();
    },
  };
}
