/**
 * Six melodies that everybody may use, for the network that learns in the page: a sign for each
 * eighth, a group for each bar, all in C. A test compares them with the tunes that the studio
 * offers.
 */
import type { Note } from "../../music/song.ts";
import { PLAIN, STEP_TICKS } from "../tune.ts";

export const BAR = 8; // eighths
const SIGNS = "gabCDEFGA-.";
const PITCHES: readonly number[] = [55, 57, 59, 60, 62, 64, 65, 67, 69];
export const HOLD = PITCHES.length; // the note before sounds on
export const REST = HOLD + 1;
export const SYMBOLS = SIGNS.length;

export interface Melody {
  readonly name: string; // as the studio has it
  readonly title: string;
  readonly symbols: readonly number[]; // one an eighth
}

const melody = (name: string, title: string, text: string): Melody => ({
  name,
  title,
  symbols: [...text.replaceAll(/\s/g, "")].map((sign) => SIGNS.indexOf(sign)),
});

/** What the network learns from. */
export const LEARNT: readonly Melody[] = [
  melody(
    "ode-to-joy",
    "Ode to Joy",
    `E-E-F-G- G-F-E-D- C-C-D-E- E--DD--- E-E-F-G- G-F-E-D- C-C-D-E- D--CC---
     D-D-E-C- D-EFE-C- D-EFE-D- C-D-g--- E-E-F-G- G-F-E-D- C-C-D-E- D--CC---`,
  ),
  melody(
    "twinkle",
    "Twinkle, Twinkle, Little Star",
    `C-C-G-G- A-A-G--- F-F-E-E- D-D-C--- G-G-F-F- E-E-D---
     G-G-F-F- E-E-D--- C-C-G-G- A-A-G--- F-F-E-E- D-D-C---`,
  ),
  melody(
    "frere-jacques",
    "Frère Jacques",
    "C-D-E-C- C-D-E-C- E-F-G--- E-F-G--- GAGFE-C- GAGFE-C- C-g-C--- C-g-C---",
  ),
  melody(
    "au-clair",
    "Au clair de la lune",
    `C-C-C-D- E---D--- C-E-D-D- C------- C-C-C-D- E---D--- C-E-D-D- C-------
     D-D-D-D- a---a--- D-C-b-a- g------- C-C-C-D- E---D--- C-E-D-D- C-------`,
  ),
];

/** What it never learns from: by these it is judged. */
export const HELD: readonly Melody[] = [
  melody(
    "saints",
    "When the Saints Go Marching In",
    `..C-E-F- G------- ..C-E-F- G------- ..C-E-F- G---E--- C---E--- D-------
     ..E-E-D- C-----C- E---G-G- F------- ....E-F- G---E--- C---D--- C-------`,
  ),
  melody(
    "jingle-bells",
    "Jingle Bells",
    `E-E-E--- E-E-E--- E-G-C--D E------- F-F-F--F F-E-E-EE E-D-D-E- D---G---
     E-E-E--- E-E-E--- E-G-C--D E------- F-F-F--F F-E-E-EE G-G-F-D- C-------`,
  ),
];

/** Bars of eight signs each. */
export const barsOf = (symbols: readonly number[]): string[] =>
  Array.from({ length: Math.floor(symbols.length / BAR) }, (_, bar) =>
    symbols.slice(bar * BAR, (bar + 1) * BAR).map((symbol) => SIGNS[symbol]).join(""),
  );

/** Notes of symbols, an eighth each; a hold without a note before it is silence. */
export function notesOf(symbols: readonly number[]): Note[] {
  const notes: Note[] = [];
  let last: Note | null = null;
  for (const [at, symbol] of symbols.entries()) {
    const pitch = PITCHES[symbol];
    if (pitch !== undefined)
      notes.push({ onset: at * STEP_TICKS, pitch, length: STEP_TICKS, velocity: PLAIN });
    else if (symbol === HOLD && last)
      notes.splice(-1, 1, { ...last, length: last.length + STEP_TICKS });
    last = symbol === REST ? null : (notes.at(-1) ?? null);
  }
  return notes;
}
