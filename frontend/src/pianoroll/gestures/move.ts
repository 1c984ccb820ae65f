/**
 * Dragging a note moves the selected ones; Alt copies them, Shift keeps to one direction, Ctrl
 * leaves the grid.
 */
import { addNotes, type Edit, moveNotes } from "../../music/edits.ts";
import type { Note } from "../../music/song.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";

export function moveGesture(
  roll: RollHandle,
  start: Point,
  event: PointerEvent,
  hit: Note,
): Gesture {
  const { state } = roll;
  if (event.shiftKey) roll.select(toggled(state.selection, hit));
  else if (!state.selection.has(hit)) roll.select([hit]);
  const notes = state.selection.has(hit) ? [...state.selection] : [];
  const origin = event.altKey
    ? addNotes(
        state.song,
        state.track,
        notes.map((note) => ({ ...note })),
      )
    : { song: state.song, notes };
  let edit: Edit | null = null;
  let heard = hit.pitch;
  roll.audition(hit.pitch, hit.velocity);
  return {
    move(point, now) {
      if (notes.length === 0) return;
      let ticks = point.tick - start.tick;
      let semitones = point.pitch - start.pitch;
      ticks = now.ctrlKey ? Math.round(ticks) : Math.round(ticks / state.grid) * state.grid;
      if (now.shiftKey && Math.abs(point.x - start.x) > Math.abs(point.y - start.y)) semitones = 0;
      else if (now.shiftKey) ticks = 0;
      if (!edit && ticks === 0 && semitones === 0) return;
      edit = moveNotes(origin.song, state.track, origin.notes, ticks, semitones);
      const pitch = Math.min(127, Math.max(0, hit.pitch + semitones));
      if (pitch !== heard) roll.audition((heard = pitch), hit.velocity);
      roll.preview(edit);
    },
    up() {
      if (edit) roll.commit(edit, event.altKey ? "Copy notes" : "Move notes");
    },
  };
}

function toggled(selection: ReadonlySet<Note>, note: Note): Note[] {
  return selection.has(note)
    ? [...selection].filter((other) => other !== note)
    : [...selection, note];
}
