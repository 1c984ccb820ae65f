/**
 * Everything the studio holds, as one plain value: the song with its history, what is selected, how
 * it sounds, and the takes beside it. What may happen to it stands in changes.ts and takes.ts.
 */
import type { Scale } from "../music/scales.ts";
import type { Note, Song, Track } from "../music/song.ts";
import { type Tidy, TIDY_DEFAULTS } from "../music/tidy.ts";
import type { Milestone } from "./milestone.ts";
import type { Mixer } from "./mixer.ts";
import { holdsNothing, isEdited, newPiece, type Piece, songOf } from "./piece.ts";
import type { KeptTake, Pending, RunningJob, Take } from "./take.ts";

export interface Loop {
  readonly start: number; // ticks
  readonly end: number; // ticks
}

/** The key one works in. */
export interface ScaleChoice extends Scale {
  readonly shown: boolean; // its rows are marked
  readonly kept: boolean; // drawing and moving stay inside it
}

/** Whether the roll goes along with the playhead; let go by who scrolls, until the next start. */
export type Follow = "on" | "released" | "off";

/** Whether what is recorded comes beside the notes that are there, or in their place. */
export type RecordManner = "overdub" | "replace";

export interface StudioState {
  readonly piece: Piece;
  readonly track: number; // index of the track being edited
  readonly selection: readonly Note[];
  readonly clipboard: readonly Note[];
  readonly grid: number; // ticks
  readonly tidy: Tidy;
  readonly scale: ScaleChoice;
  readonly follow: Follow;
  readonly chords: boolean; // shown above the notes
  readonly loop: Loop | null;
  readonly looping: boolean;
  readonly metronome: boolean;
  readonly countInBars: number;
  readonly recordManner: RecordManner;
  readonly mixer: Mixer;
  readonly takes: readonly Take[];
  readonly awaited: readonly KeptTake[]; // takes of this song that still have to come from the site
  readonly heard: Take | null; // the take on show instead of the song
  readonly compared: Take | null; // the take that was heard last
  readonly pending: Pending | null;
  readonly lastTake: number;
  readonly job: RunningJob | null; // what a model is making of this song
  readonly milestone: Milestone | null; // the last; its song may be another one
}

export function newState(): StudioState {
  return {
    piece: newPiece(),
    track: 0,
    selection: [],
    clipboard: [],
    grid: 240,
    tidy: TIDY_DEFAULTS,
    scale: { root: 0, kind: "major pentatonic", shown: false, kept: false },
    follow: "on",
    chords: false,
    loop: null,
    looping: false,
    metronome: false,
    countInBars: 1,
    recordManner: "overdub",
    mixer: new Map(),
    takes: [],
    awaited: [],
    heard: null,
    compared: null,
    pending: null,
    lastTake: 0,
    job: null,
    milestone: null,
  };
}

/** The person's own song, whichever take is on show. */
export const ownSong = ({ piece }: StudioState): Song => songOf(piece);

/** The song one sees, hears and edits. */
export const shownSong = (state: StudioState): Song => state.heard?.song ?? ownSong(state);

export const currentTrack = (state: StudioState): Track | undefined =>
  shownSong(state).tracks[state.track];

export const isEmpty = ({ piece }: StudioState): boolean => holdsNothing(piece);

/** Whether there is something of one's own here that could be lost. */
export function isTouched(state: StudioState): boolean {
  const { piece, job, takes, awaited } = state;
  if (isEmpty(state)) return false;
  return isEdited(piece) || job !== null || takes.length + awaited.length > 0;
}

/** With another song on show: the track is one of its tracks, the selection notes of that track. */
export function settled(state: StudioState): StudioState {
  const last = Math.max(0, shownSong(state).tracks.length - 1);
  const track = Math.min(state.track, last);
  const there = new Set(shownSong(state).tracks[track]?.notes);
  const selection = state.selection.filter((note) => there.has(note));
  return { ...state, track, selection };
}
