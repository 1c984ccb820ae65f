/** What lies before whoever rubs out: which notes are gone, whose edits are shown, and how far. */
import { keep, kept } from "../kept.ts";
import { type Content, isTrace, type Trace } from "./content.ts";
import { notesOf, type Shown, shownAfter, songOf, untouched } from "./showing.ts";
import type { Song } from "../../music/song.ts";

const MOST_UNDONE = 100;
const KEPT = "refill";

/** The last trace that was kept, if it is one of this chorale. */
export function traceKept(content: Content): Trace | null {
  const trace = kept(KEPT, isTrace);
  const places = notesOf(content.song).length;
  return trace?.rubbed.every((place) => place >= 0 && place < places) ? trace : null;
}

export const keepTrace = (trace: Trace): void => keep(KEPT, trace);

export class Desk extends EventTarget {
  readonly content: Content;
  private trace: Trace;
  private place: number;
  private before: (readonly number[])[] = [];

  constructor(content: Content, trace: Trace, place: number) {
    super();
    this.content = content;
    this.trace = trace;
    this.place = place;
  }

  get at(): number {
    return this.place;
  }

  get shownTrace(): Trace {
    return this.trace;
  }

  get rubbed(): readonly number[] {
    return this.trace.rubbed;
  }

  get shown(): Shown[] {
    return shownAfter(this.content.song, this.trace, this.place);
  }

  get song(): Song {
    return songOf(this.content.song, this.shown);
  }

  get canUndo(): boolean {
    return this.before.length > 0;
  }

  /** The tune's first and last note tell the model where the music begins and ends. */
  isFixed(place: number): boolean {
    const { voices } = this.content;
    return place === voices.indexOf(0) || place === voices.lastIndexOf(0);
  }

  /** Another set of notes is gone; edits that were made without them are shown no longer. */
  rub(places: readonly number[], more = false): void {
    const next = [...new Set(places)].filter((place) => !this.isFixed(place)).toSorted(ascending);
    if (String(next) === String(this.rubbed) && this.trace.edits.length === 0) return;
    if (!more) this.before = [...this.before, this.rubbed].slice(-MOST_UNDONE);
    this.make(untouched(next));
  }

  undo(): void {
    const last = this.before.pop();
    if (last) this.make(untouched(last));
  }

  /** Something of whoever sits here: it is there again when they come back. */
  make(trace: Trace): void {
    keepTrace(trace);
    this.show(trace, 0);
  }

  show(trace: Trace, place: number): void {
    this.trace = trace;
    this.seek(place);
  }

  seek(place: number): void {
    this.place = Math.min(Math.max(place, 0), this.trace.edits.length);
    this.dispatchEvent(new Event("change"));
  }
}

const ascending = (one: number, other: number): number => one - other;
