/** Music in words, for labels and for people who listen to the editor instead of looking at it. */
import { drumName } from "./drums.ts";
import { type Note, type Song, TICKS_PER_QUARTER } from "./song.ts";
import { placeAt } from "./time.ts";

const NAMES = [
  "C",
  "C sharp",
  "D",
  "D sharp",
  "E",
  "F",
  "F sharp",
  "G",
  "G sharp",
  "A",
  "A sharp",
  "B",
];
const SHORT = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const LENGTHS: readonly [number, string][] = [
  [4, "whole note"],
  [3, "dotted half"],
  [2, "half"],
  [1.5, "dotted quarter"],
  [1, "quarter"],
  [0.75, "dotted eighth"],
  [0.5, "eighth"],
  [1 / 3, "eighth triplet"],
  [0.25, "sixteenth"],
  [1 / 6, "sixteenth triplet"],
  [0.125, "thirty-second"],
];

const octave = (pitch: number): number => Math.floor(pitch / 12) - 1;
export const isBlack = (pitch: number): boolean => [1, 3, 6, 8, 10].includes(pitch % 12);
export const pitchName = (pitch: number): string => `${NAMES[pitch % 12]} ${octave(pitch)}`;
export const pitchLabel = (pitch: number): string => `${SHORT[pitch % 12]}${octave(pitch)}`;

/** As a track calls it: drums have names instead of notes. */
export const pitchWords = (pitch: number, drums: boolean): string =>
  (drums ? drumName(pitch) : null) ?? pitchName(pitch);

export const keyNames: readonly string[] = NAMES;

export function lengthWords(ticks: number): string {
  const quarters = ticks / TICKS_PER_QUARTER;
  const named = LENGTHS.find(([length]) => Math.abs(length - quarters) < 0.01);
  if (named) return named[1];
  return `${Number(quarters.toFixed(2))} beats`;
}

export function placeWords(song: Song, tick: number): string {
  const { bar, beat, tick: rest } = placeAt(song, tick);
  return `bar ${bar} beat ${beat}${rest ? ` and ${rest} ticks` : ""}`;
}

export function noteWords(song: Song, note: Note, drums = false): string {
  return (
    `${pitchWords(note.pitch, drums)}, ${placeWords(song, note.onset)}, ` +
    `${lengthWords(note.length)}, velocity ${note.velocity}` +
    (note.generated ? ", made by the model" : "")
  );
}

export function plural(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
