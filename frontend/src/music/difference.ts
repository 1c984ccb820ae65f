/**
 * What differs between two songs, told so shortly that hundreds of such steps can be kept: undo
 * outlives the page by it.
 */
import {
  type ChordSign,
  makeTrack,
  type Meter,
  type Note,
  type Song,
  sortNotes,
  type Tempo,
  type Track,
} from "./song.ts";

type Row = readonly [onset: number, pitch: number, length: number, velocity: number, marked?: 1];
const NAMES = ["name", "program", "drums", "volume", "pan", "colour"] as const;
type Values = Partial<Pick<Track, (typeof NAMES)[number]>>;

export interface TrackChange {
  readonly of: number | null; // which track of the song before; null for one that it does not have
  readonly values?: Values;
  readonly gone?: readonly number[]; // places of notes among those before
  readonly added?: readonly Row[];
}

export interface Change {
  readonly title?: string;
  readonly tempi?: readonly Tempo[];
  readonly meters?: readonly Meter[];
  readonly tracks?: readonly TrackChange[];
  readonly chords?: readonly ChordSign[];
}

function rowOf({ onset, pitch, length, velocity, generated }: Note): Row {
  const row = [onset, pitch, length, velocity] as const;
  return generated ? [...row, 1] : row;
}

function noteOf([onset, pitch, length, velocity, marked]: Row): Note {
  const note = { onset, pitch, length, velocity };
  return marked ? { ...note, generated: true } : note;
}

/**
 * What makes `before` into `after`. Songs share what an edit left alone, so it is found by
 * identity.
 */
export function difference(before: Song, after: Song): Change {
  return {
    ...(before.title === after.title ? {} : { title: after.title }),
    ...(before.tempi === after.tempi ? {} : { tempi: after.tempi }),
    ...(before.meters === after.meters ? {} : { meters: after.meters }),
    ...(before.tracks === after.tracks
      ? {}
      : { tracks: after.tracks.map((track) => trackChange(before, track)) }),
    ...(before.chords === after.chords ? {} : { chords: after.chords }),
  };
}

function trackChange(before: Song, track: Track): TrackChange {
  const of = before.tracks.findIndex(({ key }) => key === track.key);
  const old = before.tracks[of];
  if (old === track) return { of };
  const names = old ? NAMES.filter((name) => old[name] !== track[name]) : NAMES;
  const values: Values = Object.fromEntries(names.map((name) => [name, track[name]]));
  const [had, has] = [new Set(old?.notes), new Set(track.notes)];
  const gone = (old?.notes ?? []).flatMap((note, place) => (has.has(note) ? [] : [place]));
  const added = track.notes.filter((note) => !had.has(note)).map(rowOf);
  return {
    of: old ? of : null,
    ...(names.length ? { values } : {}),
    ...(gone.length ? { gone } : {}),
    ...(added.length ? { added } : {}),
  };
}

/** Whether an edit changed nothing. */
export function isSame(before: Song, after: Song): boolean {
  return (
    before.title === after.title &&
    isSameMap(before.tempi, after.tempi) &&
    isSameMap(before.meters, after.meters) &&
    isSameMap(before.chords, after.chords) &&
    before.tracks.length === after.tracks.length &&
    after.tracks.every((track, index) => isSameTrack(before.tracks[index], track))
  );
}

const isSameMap = (before: readonly unknown[], after: readonly unknown[]): boolean =>
  before === after || JSON.stringify(before) === JSON.stringify(after);

function isSameTrack(before: Track | undefined, after: Track): boolean {
  if (before === after || !before) return before === after;
  const { key, notes } = before;
  if (key !== after.key || NAMES.some((name) => before[name] !== after[name])) return false;
  if (notes.length !== after.notes.length) return false;
  return after.notes.every((note, place) => isSameNote(notes[place] as Note, note));
}

const isSameNote = (before: Note, after: Note): boolean =>
  before === after || rowOf(before).join() === rowOf(after).join();

/** The song that `difference` saw after `before`. */
export function changed(before: Song, change: Change): Song {
  const tracks = change.tracks?.map((told) =>
    changedTrack(told.of === null ? undefined : before.tracks[told.of], told),
  );
  return {
    title: change.title ?? before.title,
    tempi: change.tempi ?? before.tempi,
    meters: change.meters ?? before.meters,
    tracks: tracks ?? before.tracks,
    chords: change.chords ?? before.chords,
  };
}

function changedTrack(old: Track | undefined, { values, gone, added }: TrackChange): Track {
  if (old && !values && !gone && !added) return old;
  const lost = new Set(gone);
  const kept = (old?.notes ?? []).filter((_, place) => !lost.has(place));
  return {
    ...(old ?? makeTrack()),
    ...values,
    notes: sortNotes([...kept, ...(added ?? []).map(noteOf)]),
  };
}
