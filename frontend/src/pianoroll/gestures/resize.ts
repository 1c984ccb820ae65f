/**
 * Dragging an edge of a note changes the length of all selected ones: at the right their ends move,
 * at the left their beginnings.
 */
import { type Edit, moveStarts, resizeNotes } from "../../music/edits.ts";
import { snapNear } from "../../music/grid.ts";
import { parted } from "../../music/overlaps.ts";
import type { Note } from "../../music/song.ts";
import { type Gesture, isFree, type RollHandle } from "../handle.ts";
import { type RollState, trackNotes } from "../state.ts";

export type Edge = "start" | "end";

const FREE_LEAST = 10; // ticks

export function resizeGesture(roll: RollHandle, hit: Note, edge: Edge): Gesture {
  const { state } = roll;
  if (!state.selection.has(hit)) roll.select([hit]);
  const { by, resized } = edge === "end" ? ends(state, hit) : starts(state, hit);
  let edit: Edit | null = null;
  return {
    scrolls: "across",
    move({ tick }, held) {
      const free = isFree(held);
      const ticks = by(free ? Math.round(tick) : snapNear(tick, state.grid));
      if (!edit && ticks === 0) return;
      edit = resized(ticks, free ? FREE_LEAST : state.grid);
      roll.preview(edit);
    },
    up() {
      if (!edit) return;
      if (edge === "end") state.newLength = edit.notes[0]?.length ?? state.newLength;
      roll.commit(edit, "Change length");
    },
  };
}

interface Pulled {
  /** How far the edge goes, in ticks, when it is pulled to a place. */
  by(place: number): number;
  resized(ticks: number, least: number): Edit;
}

function ends({ song, track, selection }: RollState, hit: Note): Pulled {
  return {
    by: (place) => place - (hit.onset + hit.length),
    resized: (ticks, least) => parted(resizeNotes(song, track, selection, ticks, least), track),
  };
}

function starts(state: RollState, hit: Note): Pulled {
  const { song, track, selection } = state;
  const room = roomBefore(trackNotes(state), selection);
  return {
    by: (place) => Math.max(-room, place - hit.onset),
    resized: (ticks, least) => moveStarts(song, track, selection, ticks, least),
  };
}

/** Ticks until one of the notes would run into another of its pitch. */
function roomBefore(all: readonly Note[], moved: ReadonlySet<Note>): number {
  const ends = new Map<number, number>();
  let room = Infinity;
  for (const note of all) {
    const end = ends.get(note.pitch) ?? 0;
    if (moved.has(note)) room = Math.min(room, Math.max(0, note.onset - end));
    else ends.set(note.pitch, Math.max(end, note.onset + note.length));
  }
  return room;
}
