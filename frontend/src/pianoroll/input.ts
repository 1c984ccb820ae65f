/** Pointers -> gestures. `bindPointers` returns the function that unbinds. */
import { removeNotes } from "../music/edits.ts";
import type { Note } from "../music/song.ts";
import { drawGesture } from "./gestures/draw.ts";
import { eraseGesture } from "./gestures/erase.ts";
import { keysGesture } from "./gestures/keys.ts";
import { marqueeGesture } from "./gestures/marquee.ts";
import { moveGesture } from "./gestures/move.ts";
import { panGesture, pinch } from "./gestures/pan.ts";
import { resizeGesture } from "./gestures/resize.ts";
import { rulerGesture } from "./gestures/ruler.ts";
import { velocityGesture } from "./gestures/velocity.ts";
import type { Gesture, Point, RollHandle } from "./handle.ts";
import { noteCovering } from "./state.ts";
import { KEYS, laneTop, RULER, scrolled, tickToX, xToTick, yToPitch, zoomed } from "./view.ts";

const EDGE_PX = 8;
const HOLD_MS = 450; // a finger resting this long selects instead of drawing
const HOLD_PX = 8;
const DOUBLE_MS = 500;

export function pointOf(roll: RollHandle, surface: HTMLElement, event: MouseEvent): Point {
  const box = surface.getBoundingClientRect();
  const [x, y] = [event.clientX - box.left, event.clientY - box.top];
  return { x, y, tick: xToTick(roll.state.view, x), pitch: yToPitch(roll.state.view, y) };
}

function onEdge(roll: RollHandle, point: Point, note: Note): boolean {
  const end = tickToX(roll.state.view, note.onset + note.length);
  const width = note.length * roll.state.view.pxPerTick;
  return end - point.x <= Math.min(EDGE_PX, width / 2.5);
}

function gestureFor(roll: RollHandle, point: Point, event: PointerEvent): Gesture {
  const { view, tool } = roll.state;
  if (event.button === 1) return panGesture(roll, point);
  if (point.y < RULER) return rulerGesture(roll, point);
  if (point.y >= laneTop(view)) return velocityGesture(roll, point);
  if (point.x < KEYS) return keysGesture(roll, point);
  if (event.button === 2 || tool === "erase") return eraseGesture(roll, point);
  const hit = noteCovering(roll.state, point.tick, point.pitch);
  if (hit && onEdge(roll, point, hit)) return resizeGesture(roll, point, event, hit);
  if (hit) return moveGesture(roll, point, event, hit);
  if (tool === "select" || event.shiftKey) return marqueeGesture(roll, point, event);
  return drawGesture(roll, point, event);
}

export function cursorFor(roll: RollHandle, point: Point): string {
  const { view, tool } = roll.state;
  if (point.y < RULER || point.x < KEYS) return "pointer";
  if (point.y >= laneTop(view)) return "ns-resize";
  if (tool === "erase") return "not-allowed";
  const hit = noteCovering(roll.state, point.tick, point.pitch);
  if (hit) return onEdge(roll, point, hit) ? "ew-resize" : "grab";
  return tool === "select" ? "crosshair" : "cell";
}

export function bindPointers(roll: RollHandle, surface: HTMLElement): () => void {
  const fingers = new Map<number, Point>();
  // There before the press that may be the first half of a double click.
  const original = new WeakSet<Note>();
  let gesture: Gesture | null = null;
  let hold: ReturnType<typeof setTimeout> | undefined;
  let began: Point | null = null;
  let lastDown = -Infinity;

  const remember = (): void => {
    for (const note of roll.state.song.tracks[roll.state.track]?.notes ?? []) original.add(note);
  };
  const drop = (): void => {
    clearTimeout(hold);
    if (gesture) roll.revert();
    gesture = null;
  };
  const down = (event: PointerEvent): void => {
    const point = pointOf(roll, surface, event);
    fingers.set(event.pointerId, point);
    surface.setPointerCapture(event.pointerId);
    roll.state.cursorMode = false;
    if (fingers.size > 1) return drop();
    if (event.timeStamp - lastDown > DOUBLE_MS) remember();
    lastDown = event.timeStamp;
    began = point;
    gesture = gestureFor(roll, point, event);
    if (event.pointerType === "touch") {
      hold = setTimeout(() => {
        drop();
        gesture = marqueeGesture(roll, point, event);
      }, HOLD_MS);
    }
  };
  const move = (event: PointerEvent): void => {
    const point = pointOf(roll, surface, event);
    const before = [...fingers.values()];
    if (!fingers.has(event.pointerId)) {
      surface.style.cursor = cursorFor(roll, point);
      return;
    }
    fingers.set(event.pointerId, point);
    const after = [...fingers.values()];
    if (before.length === 2) return pinch(roll, before as [Point, Point], after as [Point, Point]);
    if (began && Math.hypot(point.x - began.x, point.y - began.y) > HOLD_PX) clearTimeout(hold);
    gesture?.move(point, event);
  };
  const up = (event: PointerEvent): void => {
    clearTimeout(hold);
    fingers.delete(event.pointerId);
    const ending = gesture;
    gesture = null;
    if (event.type === "pointerup") ending?.up(pointOf(roll, surface, event), event);
    else if (ending) roll.revert();
  };
  const twice = (event: MouseEvent): void => {
    const point = pointOf(roll, surface, event);
    if (point.x < KEYS || point.y < RULER || point.y >= laneTop(roll.state.view)) return;
    const note = noteCovering(roll.state, point.tick, point.pitch);
    // A double click on an empty place makes a note: it must not take it away again.
    if (note && original.has(note))
      roll.commit(removeNotes(roll.state.song, roll.state.track, [note]), "Erase note");
  };
  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const point = pointOf(roll, surface, event);
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    if (event.ctrlKey || event.metaKey)
      roll.state.view = zoomed(roll.state.view, Math.exp(-event.deltaY / 300), point.x);
    else roll.state.view = scrolled(roll.state.view, dx, dy);
    roll.redraw();
  };
  const menu = (event: Event): void => event.preventDefault();

  const listeners: [string, (event: never) => void][] = [
    ["pointerdown", down],
    ["pointermove", move],
    ["pointerup", up],
    ["pointercancel", up],
    ["dblclick", twice],
    ["wheel", wheel],
    ["contextmenu", menu],
  ];
  for (const [name, listener] of listeners)
    surface.addEventListener(name, listener as EventListener, { passive: false });
  return () => {
    for (const [name, listener] of listeners)
      surface.removeEventListener(name, listener as EventListener);
  };
}
