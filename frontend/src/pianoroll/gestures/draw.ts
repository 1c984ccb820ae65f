/** A click puts a note and sounds it; dragging on draws its length. */
import { addNotes, type Edit } from "../../music/edits.ts";
import { snapDown, snapNear } from "../../music/grid.ts";
import { parted } from "../../music/overlaps.ts";
import { nearestInScale } from "../../music/scales.ts";
import { type Gesture, type Held, isFree, type Point, type RollHandle } from "../handle.ts";
import { lockOf } from "../state.ts";

const DRAG_PX = 5;

export function drawGesture(roll: RollHandle, start: Point, held: Held): Gesture {
  const { song, track, grid, newLength, newVelocity } = roll.state;
  const onset = isFree(held) ? Math.max(0, Math.round(start.tick)) : snapDown(start.tick, grid);
  const lock = lockOf(roll.state);
  const row = Math.min(127, Math.max(0, start.pitch));
  const pitch = lock ? nearestInScale(row, lock) : row;
  const make = (length: number): Edit =>
    parted(addNotes(song, track, [{ onset, pitch, length, velocity: newVelocity }]), track);
  let edit = make(newLength);
  let dragged = false;
  roll.audition(pitch, newVelocity);
  roll.preview(edit);
  return {
    scrolls: "across",
    move(point, now) {
      dragged ||= Math.abs(point.x - start.x) > DRAG_PX;
      if (!dragged) return;
      const end = isFree(now) ? Math.round(point.tick) : snapNear(point.tick, grid);
      edit = make(Math.max(isFree(now) ? 10 : grid, end - onset));
      roll.preview(edit);
    },
    up() {
      if (dragged) roll.state.newLength = edit.notes[0]?.length ?? newLength;
      roll.commit(edit, "Add note");
    },
  };
}
