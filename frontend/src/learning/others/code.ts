/**
 * A bar pressed into a few numbers and unfolded again: a linear auto-encoder, whose best weights
 * are the principal components (Baldi and Hornik 1989). It is what a VAE has grown out of.
 */
import { diceOf, normal } from "../dice.ts";
import { BARS, SIZE, vectorOf } from "./bars.ts";

export const MOST_NUMBERS = 12;
const TURNS = 200; // of the power method, for each component
const SEED = 5;

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, cell, at) => sum + cell * (other[at] as number), 0);

const rows = BARS.map(({ symbols }) => vectorOf(symbols));
export const MEAN = Array.from(
  { length: SIZE },
  (_, at) => rows.reduce((sum, row) => sum + (row[at] as number), 0) / rows.length,
);

/** Directions in which the bars differ most, each of length 1, square to all before. */
export function componentsOf(count: number): number[][] {
  const found: number[][] = [];
  const dice = diceOf(SEED);
  let rest = rows.map((row) => row.map((cell, at) => cell - (MEAN[at] as number)));
  while (found.length < count) {
    let way = Array.from({ length: SIZE }, () => normal(dice));
    for (let turn = 0; turn < TURNS; turn += 1) {
      const pulls = rest.map((row) => dot(row, way));
      way = way.map((_, at) =>
        rest.reduce((sum, row, bar) => sum + (row[at] as number) * (pulls[bar] as number), 0),
      );
      const long = Math.sqrt(dot(way, way));
      way = way.map((cell) => cell / long);
    }
    found.push(way);
    rest = rest.map((row) => {
      const much = dot(row, way);
      return row.map((cell, at) => cell - much * (way[at] as number));
    });
  }
  return found;
}

/** The few numbers of a bar. */
export const encoded = (vector: readonly number[], components: readonly number[][]): number[] => {
  const rest = vector.map((cell, at) => cell - (MEAN[at] as number));
  return components.map((way) => dot(rest, way));
};

export const decoded = (code: readonly number[], components: readonly number[][]): number[] =>
  MEAN.map((cell, at) =>
    components.reduce(
      (sum, way, place) => sum + (code[place] as number) * (way[at] as number),
      cell,
    ),
  );

/** On the straight line from one code to the other; 0 is the first, 1 the other. */
export const between = (
  one: readonly number[],
  other: readonly number[],
  share: number,
): number[] => one.map((cell, at) => cell + share * ((other[at] as number) - cell));
