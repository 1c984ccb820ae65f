/** The forger: a dense network that makes a bar from a handful of random numbers. */
import { backward, type Dense, denseOf, forward, leaky, leakyBack, learn } from "./dense.ts";
import type { Dice } from "./dice.ts";

export interface Forger {
  readonly noise: number; // numbers that a bar is made from
  readonly hidden: Dense;
  readonly last: Dense;
}

export interface Forged {
  readonly noise: Float64Array;
  readonly inner: Float64Array;
  readonly rows: Float64Array; // cells from -1, silence, to 1, a stroke
}

export function forgerOf(noise: number, width: number, cells: number, dice: Dice): Forger {
  return { noise, hidden: denseOf(noise, width, dice), last: denseOf(width, cells, dice) };
}

export const layersOf = ({ hidden, last }: Forger): Dense[] => [hidden, last];
/** Of the same form, with other weights. */
export const withLayers = (forger: Forger, [hidden, last]: readonly Dense[]): Forger => ({
  ...forger,
  hidden: hidden as Dense,
  last: last as Dense,
});
export function forge({ hidden, last }: Forger, noise: Float64Array): Forged {
  const inner = leaky(forward(hidden, noise));
  return { noise, inner, rows: forward(last, inner).map(Math.tanh) };
}

/** Adds to `slopes` what each weight did to the error; `errors` as it changes with each cell. */
export function learnFrom(
  forger: Forger,
  slopes: Forger,
  { noise, inner, rows }: Forged,
  errors: Float64Array,
): void {
  const before = errors.map((error, at) => error * (1 - (rows[at] as number) ** 2));
  learn(slopes.last, inner, before);
  learn(slopes.hidden, noise, leakyBack(inner, backward(forger.last, before)));
}
