/**
 * Something large that has just happened to a song of the site: what of it the song's history
 * keeps, though nobody has pressed Save.
 */
import type { Song } from "../music/song.ts";
import { holdsNothing, type OnSite, originOf, type Piece, songOf } from "./piece.ts";
import type { Origin } from "./take.ts";

/** One state of the song, as the history names it. */
export interface Moment {
  readonly song: Song;
  readonly name: string;
  readonly origin: Origin;
}

export interface Milestone {
  readonly composition: OnSite;
  readonly moments: readonly Moment[];
}

/**
 * What the history keeps of a step from one piece to the next: the song before it, unless that is
 * as it was saved, and under `reached` the song after it. Null for a song that is not on the site:
 * its draft has its steps.
 */
export function milestoneOf(
  before: Piece,
  after: Piece,
  left: string,
  reached: string | null = null,
): Milestone | null {
  const { composition } = before;
  if (!composition || after === before) return null;
  const unsaved = !holdsNothing(before) && songOf(before) !== before.clean.song;
  const moments = [
    ...(unsaved ? [momentOf(before, left)] : []),
    ...(reached ? [momentOf(after, reached)] : []),
  ];
  return moments.length > 0 ? { composition, moments } : null;
}

function momentOf(piece: Piece, name: string): Moment {
  const song = songOf(piece);
  return { song, name, origin: originOf(piece, song) };
}
