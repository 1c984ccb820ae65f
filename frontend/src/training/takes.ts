/** What a run played at its epochs, fetched once each, and cut for who wants the change alone. */
import { get } from "../api.ts";
import { passOf } from "./passes.ts";
import type { SongDocument } from "../music/song.ts";

const QUARTER = 960;

export interface Place {
  readonly epoch: number;
  readonly melody: number;
}

export class Takes {
  private readonly known = new Map<string, Promise<SongDocument>>();
  private readonly run: string;
  private readonly query: string;

  constructor(run: string, link: string) {
    this.run = run;
    this.query = link ? `?link=${encodeURIComponent(link)}` : "";
  }

  of({ epoch, melody }: Place): Promise<SongDocument> {
    const path = `training-runs/${this.run}/epochs/${epoch}/samples/${melody}/${this.query}`;
    const known = this.known.get(path);
    if (known) return known;
    const headers = passOf(this.run);
    const asked = get<SongDocument>(path, undefined, headers);
    this.known.set(path, asked);
    asked.catch(() => this.known.delete(path)); // asked again the next time
    return asked;
  }
}

/** Ticks of a bar at the beginning. */
export function barOf({ meters }: SongDocument): number {
  const [, numerator, denominator] = meters[0] ?? [0, 4, 4];
  return (QUARTER * 4 * numerator) / denominator;
}

/** The bar in which two takes begin to differ: before it both have what they were given. */
export function differsFrom(one: SongDocument, other: SongDocument): number {
  const [mine, theirs] = [wordsOf(one), wordsOf(other)];
  const alone = [...mine.keys()].filter((word) => !theirs.has(word));
  alone.push(...[...theirs.keys()].filter((word) => !mine.has(word)));
  const first = Math.min(...alone.map((word) => mine.get(word) ?? theirs.get(word) ?? 0));
  return Number.isFinite(first) ? Math.floor(first / barOf(one)) : 0;
}

function wordsOf(song: SongDocument): Map<string, number> {
  const notes = song.tracks.flatMap((track, index) =>
    track.notes.map(([onset, pitch, length]) => [`${index} ${onset} ${pitch} ${length}`, onset]),
  );
  return new Map(notes as [string, number][]);
}

/** So many bars from one on, as a song of their own. */
export function barsOf(song: SongDocument, from: number, count: number): SongDocument {
  const [begin, end] = [from * barOf(song), (from + count) * barOf(song)];
  const tracks = song.tracks.map(({ generated: _marks, ...track }) => ({
    ...track,
    notes: track.notes
      .filter(([onset]) => onset >= begin && onset < end)
      .map(([onset, pitch, length, velocity]) => [
        ...[onset - begin, pitch],
        ...[Math.min(length, end - onset), velocity],
      ]),
  }));
  return { ...song, tracks, chords: [] } as unknown as SongDocument;
}
