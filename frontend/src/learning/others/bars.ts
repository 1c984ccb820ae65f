/** Bars of our tunes as vectors: a place for each sign of each eighth, which is 1 or 0. */
import { BAR, barsOf, HELD, LEARNT, notesOf, SYMBOLS } from "../overfit/tunes.ts";
import { songOf } from "../tune.ts";
import type { Song } from "../../music/song.ts";

export const SIZE = BAR * SYMBOLS;

const every = [...LEARNT, ...HELD].flatMap(({ title, symbols }) =>
  barsOf(symbols).map((text, at) => ({
    text,
    title: `${title}, bar ${at + 1}`,
    symbols: symbols.slice(at * BAR, (at + 1) * BAR),
  })),
);

/** Each bar that stands in one of the six tunes, once. */
export const BARS = every.filter(({ text }, at) => every.findIndex((e) => e.text === text) === at);

export function vectorOf(symbols: readonly number[]): number[] {
  const vector = Array.from({ length: SIZE }, () => 0);
  symbols.forEach((symbol, eighth) => (vector[eighth * SYMBOLS + symbol] = 1));
  return vector;
}

/** Of each eighth the sign that stands out most. */
export const symbolsOf = (vector: readonly number[]): number[] =>
  Array.from({ length: BAR }, (_, eighth) => {
    const cells = vector.slice(eighth * SYMBOLS, (eighth + 1) * SYMBOLS);
    return cells.indexOf(Math.max(...cells));
  });

export const barSong = (symbols: readonly number[]): Song => songOf(notesOf(symbols), "A bar");
export const textOf = (symbols: readonly number[]): string => barsOf(symbols)[0] ?? "";
