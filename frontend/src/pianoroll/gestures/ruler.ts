/** On the ruler a click sets the playhead, a drag sets the loop. */
import { snapDown, snapNear } from "../../music/grid.ts";
import { TICKS_PER_QUARTER } from "../../music/song.ts";
import type { Gesture, Point, RollHandle } from "../handle.ts";

const DRAG_PX = 6;

export function rulerGesture(roll: RollHandle, start: Point): Gesture {
  let dragged = false;
  return {
    move(point) {
      dragged ||= Math.abs(point.x - start.x) > DRAG_PX;
      if (!dragged) return;
      const [from, to] = [Math.min(start.tick, point.tick), Math.max(start.tick, point.tick)];
      const begin = snapDown(from, TICKS_PER_QUARTER);
      roll.setLoop({
        start: begin,
        end: Math.max(begin + TICKS_PER_QUARTER, snapNear(to, TICKS_PER_QUARTER)),
      });
    },
    up() {
      if (!dragged) roll.seek(snapNear(start.tick, roll.state.grid));
    },
  };
}
