/**
 * The one container of music in the browser: the same document as generation/music/document.py,
 * immutable.
 */
import { markRuns, runsOf } from "./marks.ts";

// 2^6 * 3 * 5: whole ticks for 1/64 notes, triplets and quintuplets.
export const TICKS_PER_QUARTER = 960;
export const DEFAULT_TEMPO_US = 500_000; // 120 quarters a minute
export const MIDDLE_C = 60;
export const MAX_NOTES = 20_000;
export const MAX_TRACKS = 64;

export interface Note {
  readonly onset: number; // ticks
  readonly pitch: number; // MIDI, 0-127
  readonly length: number; // ticks, at least 1
  readonly velocity: number; // 1-127
  readonly generated?: true; // a model wrote it, and nobody has edited it since; see marks.ts
}

export interface Tempo {
  readonly tick: number;
  readonly usPerQuarter: number;
}

export interface Meter {
  readonly tick: number;
  readonly numerator: number;
  readonly denominator: number;
}

/** A chord that somebody wrote over the notes; it holds until the next one. See chordsigns.ts. */
export interface ChordSign {
  readonly onset: number; // ticks
  readonly symbol: string; // C, Am7, F#m7b5, G7/B, N.C.
}

export interface Track {
  readonly key: number; // names this track while the page lives; not part of the document
  readonly name: string;
  readonly program: number; // General MIDI, 0-127
  readonly drums: boolean;
  readonly volume: number; // 0-127
  readonly pan: number; // 0-127, 64 in the middle
  readonly colour: number | null; // 1-8, of music/palette.ts; null where its place decides
  readonly notes: readonly Note[]; // sorted by onset, then pitch
}

export interface Song {
  readonly title: string;
  readonly tempi: readonly Tempo[]; // the first at tick 0
  readonly meters: readonly Meter[]; // the first at tick 0
  readonly tracks: readonly Track[];
  readonly chords: readonly ChordSign[]; // written ones, in order; what is found is none of them
}

export interface SongDocument {
  format: "chartbusters-song";
  version: 1;
  title: string;
  ticks_per_quarter: number;
  tempi: [number, number][];
  meters: [number, number, number][];
  tracks: {
    name: string;
    program: number;
    drums: boolean;
    volume: number;
    pan: number;
    notes: [number, number, number, number][];
    generated?: [number, number][]; // runs of marked notes, by their places: see marks.ts
    colour?: number; // 1-8, where somebody chose one
  }[];
  chords?: [onset: number, symbol: string][]; // where somebody wrote some
}

type TrackDocument = SongDocument["tracks"][number];

const noteOfRow = ([onset, pitch, length, velocity]: TrackDocument["notes"][number]): Note => ({
  onset,
  pitch,
  length,
  velocity,
});

let lastKey = 0;

export function makeTrack(values: Partial<Omit<Track, "key">> = {}): Track {
  lastKey += 1;
  return {
    key: lastKey,
    name: "",
    program: 0,
    drums: false,
    volume: 100,
    pan: 64,
    colour: null,
    notes: [],
    ...values,
  };
}

export function emptySong(title = ""): Song {
  return {
    title,
    tempi: [{ tick: 0, usPerQuarter: DEFAULT_TEMPO_US }],
    meters: [{ tick: 0, numerator: 4, denominator: 4 }],
    tracks: [makeTrack({ name: "Melody" })],
    chords: [],
  };
}

export function sortNotes(notes: readonly Note[]): Note[] {
  return [...notes].sort(
    (a, b) =>
      a.onset - b.onset || a.pitch - b.pitch || a.length - b.length || a.velocity - b.velocity,
  );
}

/**
 * Raises `TypeError` for anything that is not a version 1 document of ours. The server validates in
 * full.
 */
export function fromDocument(value: SongDocument): Song {
  if (
    value?.format !== "chartbusters-song" ||
    value.version !== 1 ||
    value.ticks_per_quarter !== TICKS_PER_QUARTER
  ) {
    throw new TypeError("not a chartbusters-song document of version 1");
  }
  return {
    title: value.title,
    tempi: value.tempi.map(([tick, usPerQuarter]) => ({ tick, usPerQuarter })),
    meters: value.meters.map(([tick, numerator, denominator]) => ({
      tick,
      numerator,
      denominator,
    })),
    tracks: value.tracks.map(({ notes, generated, ...values }) =>
      makeTrack({ ...values, notes: sortNotes(markRuns(notes.map(noteOfRow), generated)) }),
    ),
    chords: (value.chords ?? []).map(([onset, symbol]) => ({ onset, symbol })),
  };
}

export function toDocument(song: Song): SongDocument {
  return {
    format: "chartbusters-song",
    version: 1,
    title: song.title,
    ticks_per_quarter: TICKS_PER_QUARTER,
    tempi: song.tempi.map(({ tick, usPerQuarter }) => [tick, usPerQuarter]),
    meters: song.meters.map(({ tick, numerator, denominator }) => [tick, numerator, denominator]),
    tracks: song.tracks.map(trackDocument),
    ...(song.chords.length > 0 ? { chords: song.chords.map(signRow) } : {}),
  };
}

const signRow = ({ onset, symbol }: ChordSign): [number, string] => [onset, symbol];

function trackDocument(track: Track): TrackDocument {
  const { name, program, drums, volume, pan, colour, notes } = track;
  const generated = runsOf(notes);
  return {
    name,
    program,
    drums,
    volume,
    pan,
    notes: notes.map(({ onset, pitch, length, velocity }) => [onset, pitch, length, velocity]),
    ...(generated.length > 0 ? { generated } : {}),
    ...(colour === null ? {} : { colour }),
  };
}

export function noteCount(song: Song): number {
  return song.tracks.reduce((sum, track) => sum + track.notes.length, 0);
}

/** Tick at which the last note ends; 0 for an empty song. */
export function songEnd(song: Song): number {
  let end = 0;
  for (const { notes } of song.tracks)
    for (const note of notes) end = Math.max(end, note.onset + note.length);
  return end;
}

/** The lowest and the highest pitch of all tracks; null for an empty song. */
export function pitchRange(song: Song): [low: number, high: number] | null {
  let [low, high] = [128, -1];
  for (const { notes } of song.tracks)
    for (const { pitch } of notes) [low, high] = [Math.min(low, pitch), Math.max(high, pitch)];
  return high < 0 ? null : [low, high];
}
