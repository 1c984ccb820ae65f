/** Mouse, pen and fingers on the roll: which are down, and the gesture that the first makes. */
import { removeNotes } from "../music/edits.ts";
import type { Note } from "../music/song.ts";
import { pulled } from "./edges.ts";
import { chordTitle } from "./gestures/chords.ts";
import { marqueeGesture } from "./gestures/marquee.ts";
import { pinch } from "./gestures/pan.ts";
import type { Gesture, Point, RollHandle } from "./handle.ts";
import { cursorFor, gestureFor, pointOf, turnWheel } from "./input.ts";
import { noteCovering, trackNotes } from "./state.ts";
import { KEYS, laneTop, scrolled } from "./view.ts";

const HOLD_MS = 450; // a finger resting this long selects instead of drawing
const FAR_PX = 8;
const DOUBLE_MS = 500;
const FRAME_MS = 50; // a longer one counts as this: the view must not leap

export class Pointers {
  private readonly roll: RollHandle;
  private readonly surface: HTMLElement;
  private readonly fingers = new Map<number, Point>();
  // There before the press that may be the first half of a double click.
  private readonly original = new WeakSet<Note>();
  private gesture: Gesture | null = null;
  private ended: Gesture | null = null; // by the press that may become a click
  private hold: ReturnType<typeof setTimeout> | undefined;
  private began: Point | null = null;
  private latest: PointerEvent | null = null; // of a gesture that went far from where it began
  private pulling = false;
  private lastDown = -Infinity;

  constructor(roll: RollHandle, surface: HTMLElement) {
    this.roll = roll;
    this.surface = surface;
  }

  /** Listens; returns the end of it. */
  bind(): () => void {
    const { roll, surface } = this;
    const listeners: [string, (event: never) => void][] = [
      ["pointerdown", (event: PointerEvent) => this.down(event)],
      ["pointermove", (event: PointerEvent) => this.move(event)],
      ["pointerup", (event: PointerEvent) => this.up(event)],
      ["pointercancel", (event: PointerEvent) => this.up(event)],
      ["click", () => this.clicked()],
      ["dblclick", (event: MouseEvent) => this.twice(event)],
      ["wheel", (event: WheelEvent) => turnWheel(roll, surface, event)],
      ["contextmenu", (event: Event) => event.preventDefault()],
    ];
    for (const [name, listener] of listeners)
      surface.addEventListener(name, listener as EventListener, { passive: false });
    return () => {
      this.cancel();
      for (const [name, listener] of listeners)
        surface.removeEventListener(name, listener as EventListener);
    };
  }

  /** The gesture that runs leaves nothing behind; false when none does. */
  cancel(): boolean {
    const { gesture } = this;
    this.end();
    if (!gesture) return false;
    this.roll.revert();
    gesture.cancel?.();
    return true;
  }

  private down(event: PointerEvent): void {
    const { roll, surface, fingers } = this;
    const point = pointOf(roll, surface, event);
    fingers.set(event.pointerId, point);
    surface.setPointerCapture(event.pointerId);
    roll.state.cursorMode = false;
    if (fingers.size > 1) return void this.cancel();
    if (event.timeStamp - this.lastDown > DOUBLE_MS) this.remember();
    this.lastDown = event.timeStamp;
    this.began = point;
    this.ended = null;
    this.gesture = gestureFor(roll, point, event);
    if (event.pointerType === "touch") this.waitForHold(point, event);
    return undefined;
  }

  private move(event: PointerEvent): void {
    const { roll, surface, fingers, began, gesture } = this;
    const point = pointOf(roll, surface, event);
    const before = [...fingers.values()];
    if (!fingers.has(event.pointerId)) {
      surface.style.cursor = cursorFor(roll, point);
      surface.title = chordTitle(roll.state, point);
      return;
    }
    fingers.set(event.pointerId, point);
    const after = [...fingers.values()];
    if (before.length === 2) return pinch(roll, before as [Point, Point], after as [Point, Point]);
    for (const passed of event.getCoalescedEvents?.().slice(0, -1) ?? [])
      gesture?.pass?.(pointOf(roll, surface, passed));
    gesture?.move(point, event);
    const far = began && Math.hypot(point.x - began.x, point.y - began.y) > FAR_PX;
    if (!far) return undefined;
    clearTimeout(this.hold);
    this.latest = event;
    return this.pull();
  }

  /** Lifted, or taken away by the browser: then nothing is kept. */
  private up(event: PointerEvent): void {
    const { roll, surface, gesture } = this;
    this.fingers.delete(event.pointerId);
    if (event.type !== "pointerup") return void this.cancel();
    this.end();
    this.ended = gesture;
    gesture?.up(pointOf(roll, surface, event), event);
    return undefined;
  }

  private clicked(): void {
    this.ended?.click?.();
    this.ended = null;
  }

  private twice(event: MouseEvent): void {
    const { state } = this.roll;
    const { x, y, tick, pitch } = pointOf(this.roll, this.surface, event);
    if (x < KEYS || y < state.view.head || y >= laneTop(state.view)) return;
    const note = noteCovering(state, tick, pitch);
    // A double click on an empty place makes a note: it must not take it away again.
    if (!note || !this.original.has(note)) return;
    this.roll.commit(removeNotes(state.song, state.track, [note]), "Erase note");
  }

  private end(): void {
    clearTimeout(this.hold);
    this.gesture = this.latest = null;
  }

  private remember(): void {
    for (const note of trackNotes(this.roll.state)) this.original.add(note);
  }

  private waitForHold(point: Point, event: PointerEvent): void {
    this.hold = setTimeout(() => {
      this.cancel();
      this.gesture = marqueeGesture(this.roll, point, event);
    }, HOLD_MS);
  }

  /** While the pointer is held at an edge, the view moves under it frame by frame. */
  private pull(): void {
    if (this.pulling || !this.gesture?.scrolls) return;
    this.pulling = true;
    let last: number | null = null;
    const step = (now: number): void => {
      this.pulling = this.pullFor(Math.min(FRAME_MS, now - (last ?? now)));
      last = now;
      if (this.pulling) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  /** False when there is nothing more to pull. */
  private pullFor(ms: number): boolean {
    const { roll, surface, gesture, latest } = this;
    if (!gesture?.scrolls || !latest) return false;
    const [dx, dy] = pulled(roll.state.view, pointOf(roll, surface, latest), gesture.scrolls);
    if (dx === 0 && dy === 0) return false;
    roll.lookAt(scrolled(roll.state.view, dx * ms, dy * ms));
    gesture.move(pointOf(roll, surface, latest), latest);
    return true;
  }
}
