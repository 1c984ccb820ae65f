/** Dragging the right edge of a note changes the length of all selected ones. */
import { type Edit, resizeNotes } from "../../music/edits.ts";
import { snapNear } from "../../music/grid.ts";
import type { Note } from "../../music/song.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";

export function resizeGesture(
  roll: RollHandle,
  _start: Point,
  _event: PointerEvent,
  hit: Note,
): Gesture {
  const { state } = roll;
  if (!state.selection.has(hit)) roll.select([hit]);
  const { song, track, selection } = state;
  let edit: Edit | null = null;
  return {
    move(point, now) {
      const end = now.ctrlKey ? Math.round(point.tick) : snapNear(point.tick, state.grid);
      const by = end - (hit.onset + hit.length);
      if (!edit && by === 0) return;
      edit = resizeNotes(song, track, selection, by, now.ctrlKey ? 10 : state.grid);
      roll.preview(edit);
    },
    up() {
      if (!edit) return;
      state.newLength = edit.notes[0]?.length ?? state.newLength;
      roll.commit(edit, "Change length");
    },
  };
}
