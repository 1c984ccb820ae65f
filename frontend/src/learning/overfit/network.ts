/**
 * A network that guesses the next eighth of a melody from the eight before it and from its place in
 * the bar: one layer of hidden units, learnt by gradient descent (Adam, Kingma and Ba 2015). It is
 * the network of `guess the next note` with weights in place of a table of counts.
 */
import { type Dice, normal } from "../dice.ts";
import { BAR, type Melody, REST, SYMBOLS } from "./tunes.ts";

const LOOKS_BACK = 8; // eighths
const INPUTS = LOOKS_BACK * SYMBOLS + BAR;
const HIDDEN = 32;
const FIRST = INPUTS * HIDDEN; // weights from inputs to hidden units, a row an input
const SECOND = FIRST + HIDDEN; // where the hidden units' own weights end
const THIRD = SECOND + SYMBOLS * HIDDEN; // a row a symbol
export const WEIGHTS = THIRD + SYMBOLS;
const LEFT_AT_FIRST = 0.08; // how far from 0 weights begin
const [FAST, SLOW, TINY] = [0.9, 0.999, 1e-8] as const; // of Adam

export interface Example {
  readonly on: readonly number[]; // inputs that are 1; all others are 0
  readonly next: number; // what came
}

/** What is looked at before `place`: silence stands before the beginning. */
export const inputsAt = (symbols: readonly number[], place: number): number[] => [
  ...Array.from(
    { length: LOOKS_BACK },
    (_, back) => back * SYMBOLS + (symbols[place - 1 - back] ?? REST),
  ),
  LOOKS_BACK * SYMBOLS + (place % BAR),
];

export const examplesOf = (melodies: readonly Melody[]): Example[] =>
  melodies.flatMap(({ symbols }) =>
    symbols.map((next, place) => ({ on: inputsAt(symbols, place), next })),
  );

export const freshWeights = (dice: Dice): Float64Array =>
  Float64Array.from({ length: WEIGHTS }, () => LEFT_AT_FIRST * normal(dice));

/** Room for what is computed of one example. */
export class Network {
  readonly weights: Float64Array;
  private readonly hidden = new Float64Array(HIDDEN);
  private readonly believed = new Float64Array(SYMBOLS);
  private readonly slope = new Float64Array(WEIGHTS);
  private readonly mean = new Float64Array(WEIGHTS);
  private readonly spread = new Float64Array(WEIGHTS);
  private steps = 0;

  constructor(weights: Float64Array) {
    this.weights = weights;
  }

  /** Probabilities of the symbols; written over by the next call. */
  believe(on: readonly number[]): Float64Array {
    const { weights, hidden, believed } = this;
    for (let unit = 0; unit < HIDDEN; unit += 1) {
      let sum = weights[FIRST + unit] as number;
      for (const input of on) sum += weights[input * HIDDEN + unit] as number;
      hidden[unit] = Math.tanh(sum);
    }
    let all = 0;
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
      let sum = weights[THIRD + symbol] as number;
      const row = SECOND + symbol * HIDDEN;
      for (let unit = 0; unit < HIDDEN; unit += 1)
        sum += (weights[row + unit] as number) * (hidden[unit] as number);
      all += believed[symbol] = Math.exp(sum);
    }
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1)
      believed[symbol] = (believed[symbol] as number) / all;
    return believed;
  }

  /** Bits an example, on the average: how much the network is surprised. */
  loss(examples: readonly Example[]): number {
    let bits = 0;
    for (const { on, next } of examples) bits -= Math.log2(this.believe(on)[next] as number);
    return bits / examples.length;
  }

  /** Adds how the loss of one example, in nats, changes with each weight. */
  private addSlope({ on, next }: Example, slope: Float64Array): void {
    const { weights, hidden } = this;
    const believed = this.believe(on);
    const back = new Float64Array(HIDDEN);
    for (let symbol = 0; symbol < SYMBOLS; symbol += 1) {
      const error = (believed[symbol] as number) - Number(symbol === next);
      slope[THIRD + symbol] = (slope[THIRD + symbol] as number) + error;
      const row = SECOND + symbol * HIDDEN;
      for (let unit = 0; unit < HIDDEN; unit += 1) {
        back[unit] = (back[unit] as number) + error * (weights[row + unit] as number);
        slope[row + unit] = (slope[row + unit] as number) + error * (hidden[unit] as number);
      }
    }
    for (let unit = 0; unit < HIDDEN; unit += 1) {
      const seen = hidden[unit] as number;
      const error = (back[unit] as number) * (1 - seen * seen);
      slope[FIRST + unit] = (slope[FIRST + unit] as number) + error;
      for (const input of on) {
        const at = input * HIDDEN + unit;
        slope[at] = (slope[at] as number) + error;
      }
    }
  }

  /** The slope of these examples' mean loss (weights,), in nats. */
  slopeOf(batch: readonly Example[]): Float64Array {
    this.slope.fill(0);
    for (const example of batch) this.addSlope(example, this.slope);
    return this.slope.map((each) => each / batch.length);
  }

  /** One step downhill. */
  learn(batch: readonly Example[], rate: number): void {
    const { weights, mean, spread } = this;
    const slope = this.slopeOf(batch);
    this.steps += 1;
    const [young, old] = [1 - FAST ** this.steps, 1 - SLOW ** this.steps];
    for (let at = 0; at < WEIGHTS; at += 1) {
      const each = slope[at] as number;
      const m = (mean[at] = FAST * (mean[at] as number) + (1 - FAST) * each);
      const v = (spread[at] = SLOW * (spread[at] as number) + (1 - SLOW) * each * each);
      weights[at] = (weights[at] as number) - (rate * (m / young)) / (Math.sqrt(v / old) + TINY);
    }
  }
}
