/** A click puts a note and sounds it; dragging on draws its length. */
import { addNotes } from "../../music/edits.ts";
import { snapDown, snapNear } from "../../music/grid.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";

const DRAG_PX = 5;

export function drawGesture(roll: RollHandle, start: Point, event: PointerEvent): Gesture {
  const { song, track, grid, newLength, newVelocity } = roll.state;
  const onset = event.ctrlKey ? Math.max(0, Math.round(start.tick)) : snapDown(start.tick, grid);
  const pitch = Math.min(127, Math.max(0, start.pitch));
  const make = (length: number) =>
    addNotes(song, track, [{ onset, pitch, length, velocity: newVelocity }]);
  let edit = make(newLength);
  let dragged = false;
  roll.audition(pitch, newVelocity);
  roll.preview(edit);
  return {
    move(point, now) {
      dragged ||= Math.abs(point.x - start.x) > DRAG_PX;
      if (!dragged) return;
      const end = now.ctrlKey ? Math.round(point.tick) : snapNear(point.tick, grid);
      edit = make(Math.max(now.ctrlKey ? 10 : grid, end - onset));
      roll.preview(edit);
    },
    up() {
      if (dragged) roll.state.newLength = edit.notes[0]?.length ?? newLength;
      roll.commit(edit, "Add note");
    },
  };
}
