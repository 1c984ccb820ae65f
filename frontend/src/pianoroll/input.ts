/** Which gesture a press begins: by the place, the tool and the keys that are down. */
import type { Note } from "../music/song.ts";
import { auditionGesture } from "./gestures/audition.ts";
import { chordGesture } from "./gestures/chords.ts";
import { drawGesture } from "./gestures/draw.ts";
import { eraseGesture } from "./gestures/erase.ts";
import { marqueeGesture } from "./gestures/marquee.ts";
import { moveGesture } from "./gestures/move.ts";
import { panGesture } from "./gestures/pan.ts";
import { type Edge, resizeGesture } from "./gestures/resize.ts";
import { handleAt, rulerGesture } from "./gestures/ruler.ts";
import { velocityGesture } from "./gestures/velocity.ts";
import type { Gesture, Point, RollHandle } from "./handle.ts";
import { leastPxPerTick, noteCovering, type RollState } from "./state.ts";
import { KEYS, laneTop, RULER, scrolled, tickToX, xToTick, yToPitch, zoomed } from "./view.ts";

const END_PX = 8;
const START_PX = 6;

/** What of a place on the screen is asked for. */
export type At = Pick<MouseEvent, "clientX" | "clientY">;

export function pointOf({ state }: RollHandle, surface: HTMLElement, at: At): Point {
  const box = surface.getBoundingClientRect();
  const [x, y] = [at.clientX - box.left, at.clientY - box.top];
  return { x, y, tick: xToTick(state.view, x), pitch: yToPitch(state.view, y) };
}

/** The edge of a note that can be pulled there: its middle is left for moving it. */
function edgeAt({ view }: RollState, { x }: Point, note: Note): Edge | null {
  const begin = tickToX(view, note.onset);
  const width = note.length * view.pxPerTick;
  if (begin + width - x <= Math.min(END_PX, width / 2.5)) return "end";
  return x - begin <= Math.min(START_PX, width / 5) ? "start" : null;
}

export function gestureFor(roll: RollHandle, point: Point, event: PointerEvent): Gesture {
  const { view, tool } = roll.state;
  if (event.button === 1) return panGesture(roll, point);
  if (point.y < RULER) return rulerGesture(roll, point);
  if (point.y < view.head) return chordGesture(roll, point);
  if (point.y >= laneTop(view)) return velocityGesture(roll, point, event);
  if (point.x < KEYS) return auditionGesture(roll, point);
  if (event.button === 2 || tool === "erase") return eraseGesture(roll, point);
  const hit = noteCovering(roll.state, point.tick, point.pitch);
  const edge = hit && !event.shiftKey && edgeAt(roll.state, point, hit);
  if (hit && edge) return resizeGesture(roll, hit, edge);
  if (hit) return moveGesture(roll, point, event, hit);
  if (tool === "select" || event.shiftKey) return marqueeGesture(roll, point, event);
  return drawGesture(roll, point, event);
}

export function cursorFor({ state }: RollHandle, point: Point): string {
  const { view, tool } = state;
  if (point.y < RULER) return handleAt(state, point.x) ? "ew-resize" : "pointer";
  if (point.x < KEYS || point.y < view.head) return "pointer";
  if (point.y >= laneTop(view)) return "ns-resize";
  if (tool === "erase") return "not-allowed";
  const hit = noteCovering(state, point.tick, point.pitch);
  if (hit) return edgeAt(state, point, hit) ? "ew-resize" : "grab";
  return tool === "select" ? "crosshair" : "cell";
}

export function turnWheel(roll: RollHandle, surface: HTMLElement, event: WheelEvent): void {
  event.preventDefault();
  const { view } = roll.state;
  const { x } = pointOf(roll, surface, event);
  const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
  const zooms = event.ctrlKey || event.metaKey;
  const factor = Math.exp(-event.deltaY / 300);
  const least = leastPxPerTick(roll.state);
  roll.lookAt(zooms ? zoomed(view, factor, x, least) : scrolled(view, dx, dy));
}
