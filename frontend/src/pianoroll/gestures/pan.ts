/** Two fingers, or the middle button, move the view; two fingers also zoom. */
import type { Gesture, Point, RollHandle } from "../handle.ts";
import { leastPxPerTick } from "../state.ts";
import { scrolled, zoomed } from "../view.ts";

export function panGesture(roll: RollHandle, start: Point): Gesture {
  let last = start;
  return {
    move(point) {
      roll.lookAt(scrolled(roll.state.view, last.x - point.x, last.y - point.y));
      last = point;
    },
    up: () => {},
  };
}

/** Both fingers of a pinch: where they were, and where one of them is now. */
export function pinch(
  roll: RollHandle,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
): void {
  const middle = ([a, b]: readonly [Point, Point]): { x: number; y: number } => ({
    x: (a.x + b.x) / 2,
    y: (a.y + b.y) / 2,
  });
  const spread = ([a, b]: readonly [Point, Point]): number =>
    Math.max(20, Math.hypot(a.x - b.x, a.y - b.y));
  const [from, to] = [middle(before), middle(after)];
  const moved = scrolled(roll.state.view, from.x - to.x, from.y - to.y);
  const factor = spread(after) / spread(before);
  roll.lookAt(zoomed(moved, factor, to.x, leastPxPerTick(roll.state)));
}
