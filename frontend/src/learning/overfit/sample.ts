/** What a network of some epoch plays, and how much of it stands in what it learnt from. */
import { diceOf } from "../dice.ts";
import { drawn } from "../model.ts";
import { inputsAt, Network } from "./network.ts";
import { BAR, barsOf, HELD, LEARNT, type Melody } from "./tunes.ts";

export const SAMPLE_BARS = 8;
export const COUNTED = 40; // melodies, for a figure that does not hang on one draw
export const FIRST_DICE = 100; // the seed of the melody that is heard; the others follow

/** A melody from nothing, drawn as the network believes. */
export function sampled(weights: Float64Array, seed: number, bars = SAMPLE_BARS): number[] {
  const network = new Network(weights);
  const dice = diceOf(seed);
  const made: number[] = [];
  while (made.length < bars * BAR)
    made.push(drawn([...network.believe(inputsAt(made, made.length))], dice()));
  return made;
}

const known = new Set(LEARNT.flatMap(({ symbols }) => barsOf(symbols)));

/** For each bar, whether it stands note for note in what was learnt from. */
export const copies = (symbols: readonly number[]): boolean[] =>
  barsOf(symbols).map((bar) => known.has(bar));

const shareOf = (flags: readonly boolean[]): number =>
  flags.filter(Boolean).length / Math.max(1, flags.length);

/** The share of copied bars over many melodies of these weights. */
export const copiedShare = (weights: Float64Array, melodies = COUNTED): number =>
  shareOf(
    Array.from({ length: melodies }, (_, at) => copies(sampled(weights, FIRST_DICE + at))).flat(),
  );

/** The same of melodies that people wrote: so many bars are alike without any copying. */
export const copiedByChance = (melodies: readonly Melody[] = HELD): number =>
  shareOf(melodies.flatMap(({ symbols }) => copies(symbols)));
