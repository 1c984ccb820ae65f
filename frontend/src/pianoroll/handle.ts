/** What gestures and keys may do with the roll. The element implements it, and tells the page. */
import type { Edit } from "../music/edits.ts";
import type { Note } from "../music/song.ts";
import type { RollState } from "./state.ts";
import type { View } from "./view.ts";

export interface Point {
  readonly x: number; // px
  readonly y: number; // px
  readonly tick: number; // not snapped
  readonly pitch: number;
}

/** A chord is to be written at a tick; `typed` is what somebody began with. */
export interface ChordWish {
  readonly tick: number;
  readonly typed: string;
}

/** The keys that are down while a pointer moves. */
export type Held = Pick<PointerEvent, "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Ctrl leaves the grid. */
export const isFree = ({ ctrlKey, metaKey }: Held): boolean => ctrlKey || metaKey;

export interface RollHandle {
  readonly state: RollState;
  /** Shows an edit while the pointer is down; nothing is kept. */
  preview(edit: Edit): void;
  /** Takes the preview back. */
  revert(): void;
  /** Makes an edit a step of the history. */
  commit(edit: Edit, label: string): void;
  select(notes: Iterable<Note>): void;
  /** Shows another place, because the person asks for it. */
  lookAt(view: View): void;
  /** Sounds a pitch for a moment. */
  audition(pitch: number, velocity: number): void;
  seek(tick: number): void;
  setLoop(loop: RollState["loop"]): void;
  /** Asks which chord to write at a tick; `typed` is what somebody began with. */
  askChord(tick: number, typed?: string): void;
  /** Takes the written chord away that begins at a tick. */
  takeChord(tick: number): void;
  /** Tells people who listen to the editor. */
  say(text: string): void;
  redraw(): void;
}

export interface Gesture {
  /** While it is held at an edge, the view moves on. */
  readonly scrolls?: "across" | "both";
  /** A place between two events: what sweeps over notes misses none. */
  pass?(point: Point): void;
  move(point: Point, held: Held): void;
  up(point: Point, held: Held): void;
  /** After all that a press does: here what it opens may take the focus. */
  click?(): void;
  /** Takes back what is more than a preview. */
  cancel?(): void;
}
