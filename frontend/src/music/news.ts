/** What a model did to a song: the notes that came, those that went, and that in words. */
import { marked } from "./marks.ts";
import { type Note, type Song, songEnd, toDocument } from "./song.ts";
import { barTicks, meterAt, placeAt } from "./time.ts";
import { plural } from "./words.ts";

/** Of one track. */
export interface TrackNews {
  readonly came: readonly Note[];
  readonly went: readonly Note[]; // as they stood before, moved as the song was moved
}

export interface News {
  readonly shift: number; // ticks by which what was there begins later now
  readonly tracks: readonly TrackNews[]; // of each track of the song that was made
}

const NOTHING: readonly Note[] = [];

const nameOf = ({ onset, pitch, length, velocity }: Note, by = 0): string =>
  `${onset + by} ${pitch} ${length} ${velocity}`;

export const later = (notes: readonly Note[], by: number): readonly Note[] =>
  by === 0 ? notes : notes.map((note) => ({ ...note, onset: note.onset + by }));

/** Those of `notes` that `known` does not hold; of two alike, one that it holds but once. */
function lacking(notes: readonly Note[], known: readonly Note[]): Note[] {
  const left = new Map<string, number>();
  for (const note of known) left.set(nameOf(note), (left.get(nameOf(note)) ?? 0) + 1);
  return notes.filter((note) => {
    const count = left.get(nameOf(note)) ?? 0;
    left.set(nameOf(note), count - 1);
    return count <= 0;
  });
}

export function newsOf(before: Song, song: Song): News {
  const shift = shiftOf(before, song);
  const tracks = song.tracks.map(({ notes }, index) => {
    const old = later(before.tracks[index]?.notes ?? NOTHING, shift);
    return { came: lacking(notes, old), went: lacking(old, notes) };
  });
  return { shift, tracks };
}

/** A model that begins a song earlier moves all that was there, by whole bars. */
function shiftOf(before: Song, song: Song): number {
  const by = songEnd(song) - songEnd(before);
  if (by <= 0 || songEnd(before) === 0 || by % barTicks(meterAt(song, 0)) !== 0) return 0;
  return foundCount(before, song, by) > foundCount(before, song, 0) ? by : 0;
}

function foundCount(before: Song, song: Song, by: number): number {
  return before.tracks.reduce((sum, { notes }, index) => {
    const there = new Set(song.tracks[index]?.notes.map((note) => nameOf(note)));
    return sum + notes.filter((note) => there.has(nameOf(note, by))).length;
  }, 0);
}

/** `song` with its new notes marked as a model's; the others keep what they were. */
export function markNews(before: Song, song: Song): Song {
  const { tracks } = newsOf(before, song);
  return {
    ...song,
    tracks: song.tracks.map((track, index) => {
      const came = new Set(tracks[index]?.came);
      return { ...track, notes: track.notes.map((note) => (came.has(note) ? marked(note) : note)) };
    }),
  };
}

/** From the first note that came to the end of the last; null where none came. */
export function stretchOf({ tracks }: News): { start: number; end: number } | null {
  const came = tracks.flatMap((track) => track.came);
  if (came.length === 0) return null;
  return came.reduce(
    ({ start, end }, { onset, length }) => ({
      start: Math.min(start, onset),
      end: Math.max(end, onset + length),
    }),
    { start: Infinity, end: 0 },
  );
}

/** Tick of the first note of `song` that `before` does not have; 0 where there is none. */
export const firstNews = (before: Song, song: Song): number =>
  stretchOf(newsOf(before, song))?.start ?? 0;

/** "+30 bars, +4 tracks, 38 notes changed". */
export function newsWords(before: Song, song: Song): string {
  const words = [
    more(barCount(song) - barCount(before), "bar"),
    more(playing(song) - playing(before), "track"),
    changedWords(changedCount(before, song)),
  ].filter((each) => each !== null);
  return words.length > 0 ? words.join(", ") : "the same notes";
}

const more = (count: number, noun: string): string | null =>
  count === 0 ? null : `${count > 0 ? "+" : "−"}${plural(Math.abs(count), noun)}`;

const changedWords = (count: number): string | null =>
  count === 0 ? null : `${plural(count, "note")} changed`;

const playing = ({ tracks }: Song): number =>
  tracks.filter(({ notes }) => notes.length > 0).length;

function barCount(song: Song): number {
  const end = songEnd(song);
  return end === 0 ? 0 : placeAt(song, end - 1).bar;
}

/** Notes of the tracks and bars that were there, which came or went. */
function changedCount(before: Song, song: Song): number {
  const { shift, tracks } = newsOf(before, song);
  const end = songEnd(before);
  const last = end === 0 ? 0 : barEnd(before, end - 1) + shift;
  return tracks.reduce((sum, { came, went }, index) => {
    if ((before.tracks[index]?.notes ?? NOTHING).length === 0) return sum;
    const inside = came.filter(({ onset }) => onset >= shift && onset < last);
    return sum + Math.max(inside.length, went.length);
  }, 0);
}

function barEnd(song: Song, tick: number): number {
  const meter = meterAt(song, tick);
  return meter.tick + (Math.floor((tick - meter.tick) / barTicks(meter)) + 1) * barTicks(meter);
}

/** Whether two songs are the same but for their titles. */
export function sameMusic(one: Song, other: Song): boolean {
  const text = (song: Song): string => JSON.stringify(toDocument({ ...song, title: "" }));
  return one === other || text(one) === text(other);
}
