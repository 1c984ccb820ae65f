/** Everything the pointer passes over goes, as one step. */
import { removeNotes } from "../../music/edits.ts";
import type { Note } from "../../music/song.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";
import { noteCovering } from "../state.ts";
import { crossed } from "../sweeps.ts";

export function eraseGesture(roll: RollHandle, start: Point): Gesture {
  const { song, track } = roll.state;
  const first = noteCovering(roll.state, start.tick, start.pitch);
  const gone = new Set<Note>(first ? [first] : []);
  let last = start;
  const wipe = (point: Point): void => {
    for (const note of crossed(roll.state, last, point)) gone.add(note);
    last = point;
  };
  const show = (): void => {
    if (gone.size > 0) roll.preview(removeNotes(song, track, gone));
  };
  show();
  return {
    pass: wipe,
    move(point) {
      wipe(point);
      show();
    },
    up(point) {
      wipe(point);
      if (gone.size > 0)
        roll.commit(removeNotes(song, track, gone), gone.size > 1 ? "Erase notes" : "Erase note");
    },
  };
}
