/** The keys left of the notes sound, also when the pointer slides over them. */
import type { Gesture, Point, RollHandle } from "../handle.ts";

export function auditionGesture(roll: RollHandle, start: Point): Gesture {
  let heard = -1;
  const sing = (point: Point): void => {
    if (point.pitch === heard) return;
    heard = point.pitch;
    roll.audition(heard, roll.state.newVelocity);
  };
  sing(start);
  return { move: sing, up: () => {} };
}
