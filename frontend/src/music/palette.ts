/** The eight colours of tracks, each with a pattern of its own: chosen, or by a track's place. */
import type { Track } from "./song.ts";

/** By name, in order: colour 1 comes first. Patterns are those of screen/patterns.ts. */
export const COLOURS = [
  "Coral, plain",
  "Teal, stripes",
  "Gold, dots",
  "Plum, lines",
  "Blue, crosses",
  "Green, checks",
  "Ruby, lattice",
  "Steel, zigzag",
] as const;

/** The number of the colour, 1 to 8, that the track at this place has. */
export const colourOf = (tracks: readonly Track[], place: number): number =>
  tracks[place]?.colour ?? (place % COLOURS.length) + 1;

export const colourName = (number: number): string => COLOURS[number - 1] ?? "";
