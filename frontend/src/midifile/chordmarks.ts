/** Chords that somebody wrote over a song, as markers of a MIDI file. */
import { isSymbol } from "../music/chordsigns.ts";
import type { ChordSign } from "../music/song.ts";
import { type Event, isMeta } from "./events.ts";
import { MAX_TICK } from "./limits.ts";

export const MARKER = 0x06; // a kind of meta event

/** The chord that a marker names; empty for any other event. */
export function chordIn(event: Event): string {
  if (!isMeta(event, MARKER) || event.body.length > 9) return "";
  const text = String.fromCharCode(...event.body);
  return isSymbol(text) ? text : "";
}

/** In order of time; of those on one tick, the last. */
export function chordsIn(
  events: readonly Event[],
  ticks: (tick: number) => number,
): ChordSign[] {
  const signs = new Map<number, string>();
  for (const event of events) {
    const symbol = chordIn(event);
    if (symbol) signs.set(ticks(event.tick), symbol);
  }
  return [...signs]
    .map(([onset, symbol]) => ({ onset, symbol }))
    .filter(({ onset }) => onset <= MAX_TICK)
    .toSorted((a, b) => a.onset - b.onset);
}
