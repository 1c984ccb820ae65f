/** What may happen to the song and to how it is heard, each a function from state to state. */
import { isSame } from "../music/difference.ts";
import * as edits from "../music/edits.ts";
import { MAX_TRACKS, type Note, type Song, type Track } from "../music/song.ts";
import type { Tidy } from "../music/tidy.ts";
import { readRecordings } from "./keptrecordings.ts";
import { withLook } from "./look.ts";
import { milestoneOf } from "./milestone.ts";
import * as mixers from "./mixer.ts";
import {
  amendSong,
  type OnSite,
  openPiece,
  type Provenance,
  pushSong,
  resumePiece,
  stepBack,
  stepForth,
} from "./piece.ts";
import {
  type Loop,
  ownSong,
  type RecordManner,
  type ScaleChoice,
  settled,
  shownSong,
  type StudioState,
} from "./state.ts";
import { type Left, takenUp } from "./take.ts";
import { hearTake, holdEdit, keepTake, layTakes } from "./takes.ts";

export type TrackValues = Partial<Omit<Track, "key">>;

/**
 * Makes `song` the next step, if it is another one. While a take is heard the edit waits for a
 * word: see `holdEdit`.
 */
export function applySong(
  state: StudioState,
  song: Song,
  label: string,
  selection: readonly Note[] = [],
): StudioState {
  if (isSame(shownSong(state), song)) return state;
  if (state.heard) return holdEdit(state, { song, label, selection });
  return settled({ ...state, piece: pushSong(state.piece, song, label), selection });
}

/** The same, at once: what was played cannot be played again, so a take that is heard is kept. */
export function applyKeeping(
  state: StudioState,
  song: Song,
  label: string,
  selection: readonly Note[] = [],
): StudioState {
  const own = state.heard ? keepTake(state, state.heard) : state;
  return settled({ ...own, piece: pushSong(own.piece, song, label), selection });
}

/** Starts over with another song; the old one stays one undo away. */
export function openSong(
  state: StudioState,
  song: Song,
  title: string,
  from: Provenance,
  label: string,
): StudioState {
  const piece = openPiece(state.piece, song, title, from, label);
  const left = milestoneOf(state.piece, piece, `Before opening ${title || "another song"}`);
  const milestone = left ?? state.milestone;
  return begun({ ...state, piece, milestone }, { takes: [], lastTake: 0, job: null });
}

/** Goes on with a song that was left: its steps can be undone, its takes come from the site. */
export function resumeSong(
  state: StudioState,
  song: Song,
  left: Left,
  from: Provenance,
): StudioState {
  const begin = begun({ ...state, piece: resumePiece(state.piece, song, left, from) }, left);
  const resumed = layTakes(begin, readRecordings(song, left.recordings ?? []));
  return left.look ? withLook(resumed, left.look) : resumed;
}

function begun(state: StudioState, left: Pick<Left, "takes" | "lastTake" | "job">): StudioState {
  const own = ownSong(state);
  return settled({
    ...state,
    track: Math.max(
      0,
      own.tracks.findIndex((track) => track.notes.length > 0 && !track.drums),
    ),
    selection: [],
    loop: null,
    looping: false,
    takes: [],
    awaited: left.takes,
    heard: null,
    compared: null,
    pending: null,
    lastTake: left.lastTake,
    job: left.job && takenUp(left.job, own),
  });
}

/** With a take on show undo goes back to the song. */
export function undo(state: StudioState): StudioState {
  if (state.heard) return hearTake(state, null);
  const piece = stepBack(state.piece);
  return piece === state.piece ? state : settled({ ...state, piece });
}

export function redo(state: StudioState): StudioState {
  const piece = stepForth(state.piece);
  return piece === state.piece ? state : settled({ ...state, piece, heard: null, pending: null });
}

/** Of an edit that waits no note is there yet. */
export const selectNotes = (state: StudioState, selection: readonly Note[]): StudioState =>
  state.pending ? state : { ...state, selection };

export const copyNotes = (state: StudioState): StudioState => ({
  ...state,
  clipboard: [...state.selection],
});

export function chooseTrack(state: StudioState, index: number): StudioState {
  const track = Math.min(Math.max(0, index), shownSong(state).tracks.length - 1);
  return { ...state, track, selection: [] };
}

export function changeTrack(
  state: StudioState,
  index: number,
  values: TrackValues,
  label: string,
): StudioState {
  const song = edits.changeTrack(shownSong(state), index, values);
  return applySong(state, song, label, state.selection);
}

/** Goes on with a change of a track while a slider is held: one step, whatever it passes by. */
export function slideTrack(state: StudioState, index: number, values: TrackValues): StudioState {
  if (state.heard) return state; // whether a take is edited is asked first
  const song = edits.changeTrack(ownSong(state), index, values);
  return settled({ ...state, piece: amendSong(state.piece, song) });
}

/** The track keeps being chosen if it was. */
export function moveTrack(state: StudioState, from: number, to: number): StudioState {
  const { tracks } = shownSong(state);
  const at = Math.min(Math.max(0, to), tracks.length - 1);
  const chosen = tracks[state.track];
  const moved = applySong(state, edits.moveTrack(shownSong(state), from, at), "Move track");
  const track = shownSong(moved).tracks.findIndex(({ key }) => key === chosen?.key);
  return { ...moved, track: Math.max(0, track) };
}

export function addTrack(state: StudioState): StudioState {
  const song = shownSong(state);
  const { length } = song.tracks;
  if (length >= MAX_TRACKS) return state;
  const added = edits.addTrack(song, { name: `Track ${length + 1}` });
  return chooseTrack(applySong(state, added, "Add track"), length);
}

export function removeTrack(state: StudioState, index: number): StudioState {
  const song = shownSong(state);
  if (song.tracks.length === 1) return state;
  const removed = applySong(state, edits.removeTrack(song, index), "Delete track");
  return chooseTrack(removed, removed.track);
}

export const pressTrack = (
  state: StudioState,
  track: Track,
  what: mixers.Pressed,
): StudioState => ({
  ...state,
  mixer: mixers.pressed(state.mixer, track, what),
});

export const setLoop = (state: StudioState, loop: Loop | null, on: boolean): StudioState => ({
  ...state,
  loop,
  looping: on && loop !== null,
});

export const toggleMetronome = (state: StudioState): StudioState => ({
  ...state,
  metronome: !state.metronome,
});

export const setTidy = (state: StudioState, values: Partial<Tidy>): StudioState => ({
  ...state,
  tidy: { ...state.tidy, ...values },
});

export const setScale = (state: StudioState, values: Partial<ScaleChoice>): StudioState => ({
  ...state,
  scale: { ...state.scale, ...values },
});

/** Shown and kept to, or neither. */
export function toggleScale(state: StudioState): StudioState {
  const on = !(state.scale.shown || state.scale.kept);
  return setScale(state, { shown: on, kept: on });
}

export const toggleFollow = (state: StudioState): StudioState => ({
  ...state,
  follow: state.follow === "on" ? "off" : "on",
});

export const showChords = (state: StudioState, chords: boolean): StudioState => ({
  ...state,
  chords,
});

/** The person looks elsewhere. */
export const releaseFollow = (state: StudioState): StudioState =>
  state.follow === "on" ? { ...state, follow: "released" } : state;

export const resumeFollow = (state: StudioState): StudioState =>
  state.follow === "released" ? { ...state, follow: "on" } : state;

export const setGrid = (state: StudioState, grid: number): StudioState => ({ ...state, grid });

export const setCountIn = (state: StudioState, countInBars: number): StudioState => ({
  ...state,
  countInBars,
});

export const setRecordManner = (state: StudioState, recordManner: RecordManner): StudioState => ({
  ...state,
  recordManner,
});

export const setTitle = (state: StudioState, title: string): StudioState => ({
  ...state,
  piece: { ...state.piece, title },
});

/** Saving goes on with this song of the site; with null it makes a new one. */
export const setComposition = (state: StudioState, composition: OnSite | null): StudioState => ({
  ...state,
  piece: { ...state.piece, composition },
});
