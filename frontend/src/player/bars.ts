/** Where some bars of a song lie in time. */
import { type Song, songEnd } from "../music/song.ts";
import { barLines, secondsAt } from "../music/time.ts";

export interface Passage {
  readonly first: number; // bar, counted from 0
  readonly bars: number;
  readonly from: number; // seconds
  readonly to: number;
}

/** From the first of these bars to the end of the last, inside the song. */
export function passageOf(song: Song, first: number, bars: number): Passage {
  const end = songEnd(song);
  const lines = barLines(song, 0, end);
  const place = (bar: number): number => secondsAt(song, lines[bar] ?? end);
  return { first, bars, from: place(first), to: place(first + bars) };
}
