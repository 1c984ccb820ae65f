/** Pointers -> gestures. `bindPointers` returns the function that unbinds. */
import { removeNotes } from "../music/edits.ts";
import type { Note } from "../music/song.ts";
import { drawGesture } from "./gestures/draw.ts";
import { eraseGesture } from "./gestures/erase.ts";
import { auditionGesture } from "./gestures/audition.ts";
import { marqueeGesture } from "./gestures/marquee.ts";
import { moveGesture } from "./gestures/move.ts";
import { panGesture, pinch } from "./gestures/pan.ts";
import { resizeGesture } from "./gestures/resize.ts";
import { rulerGesture } from "./gestures/ruler.ts";
import { velocityGesture } from "./gestures/velocity.ts";
import type { Gesture, Point, RollHandle } from "./handle.ts";
import { noteCovering, trackNotes } from "./state.ts";
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
  if (point.x < KEYS) return auditionGesture(roll, point);
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
  const pointers = new Pointers(roll, surface);
  const listeners: [string, (event: never) => void][] = [
    ["pointerdown", (event: PointerEvent) => pointers.down(event)],
    ["pointermove", (event: PointerEvent) => pointers.move(event)],
    ["pointerup", (event: PointerEvent) => pointers.up(event)],
    ["pointercancel", (event: PointerEvent) => pointers.up(event)],
    ["dblclick", (event: MouseEvent) => pointers.twice(event)],
    ["wheel", (event: WheelEvent) => turnWheel(roll, surface, event)],
    ["contextmenu", (event: Event) => event.preventDefault()],
  ];
  for (const [name, listener] of listeners)
    surface.addEventListener(name, listener as EventListener, { passive: false });
  return () => {
    for (const [name, listener] of listeners)
      surface.removeEventListener(name, listener as EventListener);
  };
}

function turnWheel(roll: RollHandle, surface: HTMLElement, event: WheelEvent): void {
  event.preventDefault();
  const { view } = roll.state;
  const { x } = pointOf(roll, surface, event);
  const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
  const zooms = event.ctrlKey || event.metaKey;
  const factor = Math.exp(-event.deltaY / 300);
  roll.state.view = zooms ? zoomed(view, factor, x) : scrolled(view, dx, dy);
  roll.redraw();
}

/** Mouse, pen and fingers: which are down, and the gesture that the first of them makes. */
class Pointers {
  private readonly roll: RollHandle;
  private readonly surface: HTMLElement;
  private readonly fingers = new Map<number, Point>();
  // There before the press that may be the first half of a double click.
  private readonly original = new WeakSet<Note>();
  private gesture: Gesture | null = null;
  private hold: ReturnType<typeof setTimeout> | undefined;
  private began: Point | null = null;
  private lastDown = -Infinity;

  constructor(roll: RollHandle, surface: HTMLElement) {
    this.roll = roll;
    this.surface = surface;
  }

  down(event: PointerEvent): void {
    const { roll, surface, fingers } = this;
    const point = pointOf(roll, surface, event);
    fingers.set(event.pointerId, point);
    surface.setPointerCapture(event.pointerId);
    roll.state.cursorMode = false;
    if (fingers.size > 1) return this.drop();
    if (event.timeStamp - this.lastDown > DOUBLE_MS) this.remember();
    this.lastDown = event.timeStamp;
    this.began = point;
    this.gesture = gestureFor(roll, point, event);
    if (event.pointerType === "touch") this.waitForHold(point, event);
    return undefined;
  }

  move(event: PointerEvent): void {
    const { roll, surface, fingers, began } = this;
    const point = pointOf(roll, surface, event);
    const before = [...fingers.values()];
    if (!fingers.has(event.pointerId)) {
      surface.style.cursor = cursorFor(roll, point);
      return;
    }
    fingers.set(event.pointerId, point);
    const after = [...fingers.values()];
    if (before.length === 2) return pinch(roll, before as [Point, Point], after as [Point, Point]);
    const far = began && Math.hypot(point.x - began.x, point.y - began.y) > HOLD_PX;
    if (far) clearTimeout(this.hold);
    this.gesture?.move(point, event);
  }

  /** Lifted, or taken away by the browser: then nothing is kept. */
  up(event: PointerEvent): void {
    const { roll, surface, gesture } = this;
    clearTimeout(this.hold);
    this.fingers.delete(event.pointerId);
    this.gesture = null;
    if (event.type === "pointerup") gesture?.up(pointOf(roll, surface, event), event);
    else if (gesture) roll.revert();
  }

  twice(event: MouseEvent): void {
    const { state } = this.roll;
    const { x, y, tick, pitch } = pointOf(this.roll, this.surface, event);
    if (x < KEYS || y < RULER || y >= laneTop(state.view)) return;
    const note = noteCovering(state, tick, pitch);
    // A double click on an empty place makes a note: it must not take it away again.
    if (!note || !this.original.has(note)) return;
    this.roll.commit(removeNotes(state.song, state.track, [note]), "Erase note");
  }

  private remember(): void {
    for (const note of trackNotes(this.roll.state)) this.original.add(note);
  }

  private drop(): void {
    clearTimeout(this.hold);
    if (this.gesture) this.roll.revert();
    this.gesture = null;
  }

  private waitForHold(point: Point, event: PointerEvent): void {
    this.hold = setTimeout(() => {
      this.drop();
      this.gesture = marqueeGesture(this.roll, point, event);
    }, HOLD_MS);
  }
}
