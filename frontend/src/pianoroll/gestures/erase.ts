/** Everything the pointer passes over goes, as one step. */
import { removeNotes } from "../../music/edits.ts";
import type { Note } from "../../music/song.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";
import { noteCovering } from "../state.ts";

export function eraseGesture(roll: RollHandle, start: Point): Gesture {
  const { song, track } = roll.state;
  const gone = new Set<Note>();
  const wipe = (point: Point): void => {
    const note = noteCovering(roll.state, point.tick, point.pitch);
    if (!note) return;
    gone.add(note);
    roll.preview(removeNotes(song, track, gone));
  };
  wipe(start);
  return {
    move: wipe,
    up() {
      if (gone.size > 0)
        roll.commit(removeNotes(song, track, gone), gone.size > 1 ? "Erase notes" : "Erase note");
    },
  };
}
