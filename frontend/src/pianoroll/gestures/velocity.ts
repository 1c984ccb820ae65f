/**
 * Painting in the lane sets velocities: of the selected notes together, else of each note the
 * pointer passes.
 */
import { changeVelocity, type Edit, mapNotes } from "../../music/edits.ts";
import type { Note } from "../../music/song.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";
import { selectedNotes, trackNotes } from "../state.ts";
import { LANE, laneTop } from "../view.ts";

const REACH_PX = 8;

export function velocityGesture(roll: RollHandle, start: Point): Gesture {
  const { state } = roll;
  const { song, track } = state;
  const selected = selectedNotes(state);
  const notes = trackNotes(state);
  const levelAt = (point: Point): number =>
    Math.min(
      127,
      Math.max(1, Math.round((1 - (point.y - laneTop(state.view) - 6) / (LANE - 8)) * 127)),
    );
  const painted = new Map<Note, number>();
  const first = levelAt(start);
  let edit: Edit | null = null;
  const shift = (point: Point): Edit => {
    // From one level to another: differences inside the selection stay.
    const anchor = selected.reduce((sum, note) => sum + note.velocity, 0) / selected.length;
    return changeVelocity(song, track, selected, (velocity) => velocity + levelAt(point) - anchor);
  };
  const paint = (point: Point): Edit => {
    const reach = REACH_PX / state.view.pxPerTick;
    for (const note of notes)
      if (Math.abs(note.onset - point.tick) <= reach) painted.set(note, levelAt(point));
    return mapNotes(song, track, painted.keys(), (note) => ({
      ...note,
      velocity: painted.get(note) ?? first,
    }));
  };
  const apply = (point: Point): void => {
    edit = selected.length > 0 ? shift(point) : paint(point);
    roll.preview(edit);
  };
  apply(start);
  return {
    move: apply,
    up() {
      if (edit && edit.notes.length > 0)
        roll.commit(selected.length > 0 ? edit : { ...edit, notes: [] }, "Change velocity");
    },
  };
}
