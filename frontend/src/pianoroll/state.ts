/** Everything the roll shows, as one plain object. */
import type { Harmony, NamedChord } from "../harmony/hearing.ts";
import type { Scale } from "../music/scales.ts";
import { emptySong, type Note, type Song, songEnd } from "../music/song.ts";
import type { Reasons } from "./reasons.ts";
import { fittingPxPerTick, type View, VIEW_DEFAULTS } from "./view.ts";

export type Tool = "pencil" | "select" | "erase";

export interface Rect {
  readonly x: number; // px
  readonly y: number; // px
  readonly width: number; // px
  readonly height: number; // px
}

export interface RollState {
  song: Song;
  track: number; // index of the track being edited
  selection: ReadonlySet<Note>;
  view: View;
  grid: number; // ticks of one step
  tool: Tool;
  scale: Scale | null; // whose rows are shown
  lock: Scale | null; // drawing and moving keep to it
  newLength: number; // ticks of a note made by a click: the length last drawn
  newVelocity: number; // 1-127
  cursor: { tick: number; pitch: number }; // the cell that the keyboard acts on
  cursorMode: boolean; // the keyboard moves the cell cursor; else it moves the selected notes
  playhead: number; // tick
  loop: { start: number; end: number } | null; // ticks
  growing: readonly Note[]; // being played, not in the song yet
  marquee: Rect | null;
  lit: ReadonlySet<number>; // pitches that sound now
  harmony: Harmony | null; // the chords above the notes; null shows none
  reasons: Reasons | null; // why a note is there
  chordPlace: number | null; // tick of the place in their lane that is written or walked on
}

export function defaults(): RollState {
  return {
    song: emptySong(),
    track: 0,
    selection: new Set(),
    view: VIEW_DEFAULTS,
    grid: 240,
    tool: "pencil",
    scale: null,
    lock: null,
    newLength: 960,
    newVelocity: 90,
    cursor: { tick: 0, pitch: 60 },
    cursorMode: false,
    playhead: 0,
    loop: null,
    growing: [],
    marquee: null,
    lit: new Set(),
    harmony: null,
    reasons: null,
    chordPlace: null,
  };
}

export const isDrums = ({ song, track }: RollState): boolean => song.tracks[track]?.drums ?? false;

/** Drums are in no key. */
export const scaleOf = (state: RollState): Scale | null => (isDrums(state) ? null : state.scale);
export const lockOf = (state: RollState): Scale | null => (isDrums(state) ? null : state.lock);

/** Zoomed out as far as this, all of the song is in sight. */
export const leastPxPerTick = ({ song, view }: RollState): number =>
  fittingPxPerTick(view, songEnd(song));

export function trackNotes(state: RollState): readonly Note[] {
  return state.song.tracks[state.track]?.notes ?? [];
}

export function selectedNotes(state: RollState): Note[] {
  return trackNotes(state).filter((note) => state.selection.has(note));
}

/** The note that covers a cell, the latest drawn on top. */
export function noteCovering(state: RollState, tick: number, pitch: number): Note | undefined {
  return trackNotes(state).findLast(
    (note) => note.pitch === pitch && note.onset <= tick && tick < note.onset + note.length,
  );
}

/** The chord over a tick. */
export const chordAt = ({ harmony }: RollState, tick: number): NamedChord | undefined =>
  harmony?.chords.find(({ start, end }) => start <= tick && tick < end);
