/**
 * Noise that becomes a bar, step by step. The denoiser is not a network but the best there can be
 * for the bars that are known: the mean of all of them, each as likely as it is under the noise.
 * The steps are those of DDIM (Song, Meng and Ermon 2021) without chance on the way.
 */
import { type Dice, normal } from "../dice.ts";
import { BARS, SIZE, vectorOf } from "./bars.ts";

export const STEPS = 40;
const sum = (all: number, each: number): number => all + each;

/** One number for each of two rows of the same length. */
const paired = (
  one: readonly number[],
  other: readonly number[],
  of: (a: number, b: number) => number,
): number[] => one.map((cell, at) => of(cell, other[at] as number));

const known = BARS.map(({ symbols }) => vectorOf(symbols).map((cell) => 2 * cell - 1));

/** How much of the bar is left at a step, from 1 to nearly 0 (Nichol and Dhariwal 2021). */
export const signalAt = (step: number): number =>
  Math.max(1e-4, Math.cos(((step / STEPS) * Math.PI) / 2) ** 2);

/** What the bar was, most likely on the average, where this is seen at a step. */
export function denoised(seen: readonly number[], step: number): number[] {
  const left = signalAt(step);
  const logs = known.map((bar) => {
    const far = paired(seen, bar, (cell, told) => (cell - Math.sqrt(left) * told) ** 2).reduce(sum);
    return -far / (2 * (1 - left) + 1e-9);
  });
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const all = weights.reduce(sum);
  return Array.from({ length: SIZE }, (_, at) =>
    known.map((bar, place) => ((weights[place] as number) / all) * (bar[at] as number)).reduce(sum),
  );
}

/** All states from noise (the first) to a bar (the last). */
export function unfolded(dice: Dice): number[][] {
  const states = [Array.from({ length: SIZE }, () => normal(dice))];
  for (let step = STEPS; step > 0; step -= 1) {
    const seen = states.at(-1) as number[];
    const bar = denoised(seen, step);
    const [left, next] = [signalAt(step), signalAt(step - 1)];
    const noise = paired(seen, bar, (cell, told) => cell - Math.sqrt(left) * told);
    const less = Math.sqrt((1 - next) / (1 - left));
    states.push(paired(bar, noise, (told, rest) => Math.sqrt(next) * told + less * rest));
  }
  return states;
}
