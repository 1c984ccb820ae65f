/** Collects what is played into notes. Pure: the caller says at which tick things happened. */
import type { Note } from "../music/song.ts";
import { TIDY_DEFAULTS, tidyNote } from "../music/tidy.ts";

const LEAST_TICKS = 30; // a tap shorter than that is heard, so it is kept with a visible length

export class Recorder {
  private readonly done: Note[] = [];
  private readonly held = new Map<number, { onset: number; velocity: number }>();

  on(pitch: number, velocity: number, tick: number): void {
    this.off(pitch, tick);
    this.held.set(pitch, { onset: Math.max(0, Math.round(tick)), velocity });
  }

  off(pitch: number, tick: number): void {
    const begun = this.held.get(pitch);
    if (!begun) return;
    this.held.delete(pitch);
    this.done.push(note(pitch, begun, tick));
  }

  /** Finished notes, and those still held as they would be if they ended at `tick`. */
  notes(tick: number): Note[] {
    return [...this.done, ...[...this.held].map(([pitch, begun]) => note(pitch, begun, tick))];
  }

  /** Ends what is held and gives everything back. */
  finish(tick: number): Note[] {
    for (const pitch of [...this.held.keys()]) this.off(pitch, tick);
    return this.done;
  }
}

function note(pitch: number, begun: { onset: number; velocity: number }, tick: number): Note {
  return { ...begun, pitch, length: Math.max(LEAST_TICKS, Math.round(tick) - begun.onset) };
}

/** Recorded notes on the raster: onsets and lengths to whole steps. */
export function tidied(notes: readonly Note[], step: number): Note[] {
  return notes.map((played) => tidyNote(played, step, { ...TIDY_DEFAULTS, lengths: true }));
}
