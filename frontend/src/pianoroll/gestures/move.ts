/**
 * Dragging a note moves the selected ones; Alt copies them, Shift keeps to one direction, Ctrl
 * leaves the grid.
 */
import { addNotes, type Edit, moveNotes } from "../../music/edits.ts";
import { parted } from "../../music/overlaps.ts";
import { degreeOf, moveInScale } from "../../music/scales.ts";
import type { Note } from "../../music/song.ts";
import { type Gesture, type Held, isFree, type Point, type RollHandle } from "../handle.ts";
import { lockOf } from "../state.ts";

export function moveGesture(roll: RollHandle, start: Point, held: Held, hit: Note): Gesture {
  const { state } = roll;
  const chosen = state.selection.has(hit); // before the press
  if (held.shiftKey && !chosen) roll.select([...state.selection, hit]);
  else if (!chosen) roll.select([hit]);
  const moved = moving(roll, held.altKey, hit);
  let edit: Edit | null = null;
  let heard = hit.pitch;
  roll.audition(hit.pitch, hit.velocity);
  return {
    scrolls: "both",
    move(point, now) {
      const [ticks, semitones] = distance(roll, start, point, now);
      if (!edit && ticks === 0 && semitones === 0) return;
      const { pitch, ...next } = moved(ticks, semitones);
      edit = next;
      if (pitch !== heard) roll.audition((heard = pitch), hit.velocity);
      roll.preview(edit);
    },
    up() {
      if (edit) roll.commit(edit, held.altKey ? "Copy notes" : "Move notes");
      // Pressed with Shift and not dragged: it leaves the selection.
      else if (held.shiftKey && chosen)
        roll.select([...state.selection].filter((other) => other !== hit));
    },
  };
}

/** What the selected notes become, and the pitch of the one that is held. */
function moving(roll: RollHandle, copies: boolean, hit: Note) {
  const { song, track, selection } = roll.state;
  const lock = lockOf(roll.state);
  const notes = [...selection];
  const held = notes.indexOf(hit);
  const group = copies ? notes.map((note) => ({ ...note })) : notes;
  const origin = copies ? addNotes(song, track, group).song : song;
  return (ticks: number, semitones: number): Edit & { pitch: number } => {
    const degrees = lock ? degreeOf(hit.pitch + semitones, lock) - degreeOf(hit.pitch, lock) : 0;
    const edit =
      lock && degrees
        ? moveInScale(origin, track, group, ticks, degrees, lock)
        : moveNotes(origin, track, group, ticks, lock ? 0 : semitones);
    return { ...parted(edit, track), pitch: edit.notes[held]?.pitch ?? hit.pitch };
  };
}

function distance(roll: RollHandle, start: Point, point: Point, held: Held): [number, number] {
  const { grid } = roll.state;
  const far = point.tick - start.tick;
  const ticks = isFree(held) ? Math.round(far) : Math.round(far / grid) * grid;
  const semitones = point.pitch - start.pitch;
  if (!held.shiftKey) return [ticks, semitones];
  const across = Math.abs(far) * roll.state.view.pxPerTick;
  return across > Math.abs(point.y - start.y) ? [ticks, 0] : [0, semitones];
}
