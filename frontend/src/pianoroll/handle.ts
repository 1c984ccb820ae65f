/** What gestures and keys may do with the roll. The element implements it, and tells the page. */
import type { Edit } from "../music/edits.ts";
import type { Note } from "../music/song.ts";
import type { RollState } from "./state.ts";

export interface Point {
  readonly x: number; // px
  readonly y: number; // px
  readonly tick: number; // not snapped
  readonly pitch: number;
}

export interface RollHandle {
  readonly state: RollState;
  /** Shows an edit while the pointer is down; nothing is kept. */
  preview(edit: Edit): void;
  /** Takes the preview back. */
  revert(): void;
  /** Makes an edit a step of the history. */
  commit(edit: Edit, label: string): void;
  select(notes: Iterable<Note>): void;
  /** Sounds a pitch for a moment. */
  audition(pitch: number, velocity: number): void;
  seek(tick: number): void;
  setLoop(loop: RollState["loop"]): void;
  /** Tells people who listen to the editor. */
  say(text: string): void;
  redraw(): void;
}

export interface Gesture {
  move(point: Point, event: PointerEvent): void;
  up(point: Point, event: PointerEvent): void;
}
