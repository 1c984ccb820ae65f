/**
 * A tune as a row of numbers that is carried on: each the weighted sum of those before it (Yule
 * 1927; Walker 1931), the autoregressive part of an ARIMA model.
 */
import { type Dice, normal } from "../dice.ts";
import { inverseOf } from "../vote/squares.ts";

export interface Forecast {
  readonly mean: number;
  readonly weights: readonly number[]; // of the value before, of the one before that, ...
  readonly spread: number; // standard deviation of what the weights do not explain
}

/** By the equations of Yule and Walker, which never blow up. */
export function fitted(values: readonly number[], order: number): Forecast {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const rest = values.map((each) => each - mean);
  const alike = Array.from({ length: order + 1 }, (_, lag) =>
    rest.slice(lag).reduce((sum, each, at) => sum + each * (rest[at] as number), 0) / values.length,
  );
  const [own = 0, ...others] = alike;
  if (own === 0) return { mean, weights: others, spread: 0 }; // one note only: all weights are 0
  const square = others.map((_, row) =>
    others.map((_cell, column) => alike[Math.abs(row - column)] as number),
  );
  const weights = inverseOf(square).map((row) =>
    row.reduce((sum, cell, at) => sum + cell * (others[at] as number), 0),
  );
  const told = weights.reduce((sum, weight, at) => sum + weight * (others[at] as number), 0);
  return { mean, weights, spread: Math.sqrt(Math.max(0, own - told)) };
}

/** So many more values; with dice, each is off as much as the tune was. */
export function carriedOn(
  { mean, weights, spread }: Forecast,
  values: readonly number[],
  count: number,
  dice: Dice | null,
): number[] {
  const all = [...values];
  for (let at = 0; at < count; at += 1) {
    const expected = weights.reduce(
      (sum, weight, back) => sum + weight * ((all.at(-1 - back) as number) - mean),
      mean,
    );
    all.push(expected + (dice ? spread * normal(dice) : 0));
  }
  return all.slice(values.length);
}
