/** How two songs differ, counted by notes and told in words. */
import { type Note, noteCount, type Song } from "./song.ts";
import { plural } from "./words.ts";

/** Notes that only one of two songs has, by what sounds: track, place, pitch, length, loudness. */
export interface Counted {
  readonly more: number; // that the first has and the second lacks
  readonly fewer: number; // the other way
}

export function countDifference(one: Song, other: Song): Counted {
  const left = tally(other);
  let shared = 0;
  for (const name of names(one)) {
    const many = left.get(name) ?? 0;
    if (many === 0) continue;
    left.set(name, many - 1);
    shared += 1;
  }
  return { more: noteCount(one) - shared, fewer: noteCount(other) - shared };
}

/** What one would find who hears the first after the second. */
export function differenceWords(one: Song, other: Song): string {
  const { more, fewer } = countDifference(one, other);
  const notes = [
    more ? `${plural(more, "note")} that yours lacks` : "",
    fewer ? `without ${plural(fewer, "note")} of yours` : "",
  ];
  const tracks = one.tracks.length - other.tracks.length;
  const words = [...notes, tracks ? plural(Math.abs(tracks), "track") + fromMore(tracks) : ""];
  if (JSON.stringify(one.tempi) !== JSON.stringify(other.tempi)) words.push("another tempo");
  if (JSON.stringify(one.chords) !== JSON.stringify(other.chords)) words.push("other chords");
  const told = words.filter((word) => word !== "").join(", ");
  return told ? `Against yours: ${told}.` : "The same as yours.";
}

const fromMore = (tracks: number): string => (tracks > 0 ? " more" : " fewer");

function tally(song: Song): Map<string, number> {
  const found = new Map<string, number>();
  for (const name of names(song)) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}

const names = ({ tracks }: Song): string[] =>
  tracks.flatMap(({ notes }, index) => notes.map((note) => `${index}:${nameOf(note)}`));

const nameOf = ({ onset, pitch, length, velocity }: Note): string =>
  `${onset}:${pitch}:${length}:${velocity}`;
