/**
 * A dense layer and how it learns: every input goes to every output, times a weight. Rows of many
 * examples stand one behind the other in one list.
 */
import type { Dice } from "./dice.ts";

export interface Dense {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: Float64Array; // from input i to output o at [i * outputs + o]
  readonly bias: Float64Array; // one an output
}

export const SLOPE = 0.2; // of a leaky ramp below nought

export function denseOf(inputs: number, outputs: number, dice: Dice): Dense {
  const weight = dice.normals(inputs * outputs, Math.sqrt(1 / inputs));
  return { inputs, outputs, weight, bias: new Float64Array(outputs) };
}

export const blankOf = ({ inputs, outputs }: Dense): Dense => ({
  inputs,
  outputs,
  weight: new Float64Array(inputs * outputs),
  bias: new Float64Array(outputs),
});

/** What comes out for these rows. */
export function forward(layer: Dense, rows: Float64Array): Float64Array {
  const { inputs, outputs, weight, bias } = layer;
  const count = rows.length / inputs;
  const out = new Float64Array(count * outputs);
  for (let row = 0; row < count; row += 1) {
    const to = row * outputs;
    for (let o = 0; o < outputs; o += 1) out[to + o] = bias[o] as number;
    for (let i = 0; i < inputs; i += 1) {
      const value = rows[row * inputs + i] as number;
      const from = i * outputs;
      for (let o = 0; o < outputs; o += 1)
        out[to + o] = (out[to + o] as number) + value * (weight[from + o] as number);
    }
  }
  return out;
}

/** Adds to `slopes` how the error changes with each weight, when it changes so with each output. */
export function learn(slopes: Dense, rows: Float64Array, errors: Float64Array): void {
  const { inputs, outputs, weight, bias } = slopes;
  const count = rows.length / inputs;
  for (let row = 0; row < count; row += 1) {
    const to = row * outputs;
    for (let o = 0; o < outputs; o += 1)
      bias[o] = (bias[o] as number) + (errors[to + o] as number);
    for (let i = 0; i < inputs; i += 1) {
      const value = rows[row * inputs + i] as number;
      const from = i * outputs;
      for (let o = 0; o < outputs; o += 1)
        weight[from + o] = (weight[from + o] as number) + value * (errors[to + o] as number);
    }
  }
}

/** How the error changes with each input. */
export function backward({ inputs, outputs, weight }: Dense, errors: Float64Array): Float64Array {
  const count = errors.length / outputs;
  const back = new Float64Array(count * inputs);
  for (let row = 0; row < count; row += 1) {
    const to = row * outputs;
    for (let i = 0; i < inputs; i += 1) {
      const from = i * outputs;
      let sum = 0;
      for (let o = 0; o < outputs; o += 1)
        sum += (weight[from + o] as number) * (errors[to + o] as number);
      back[row * inputs + i] = sum;
    }
  }
  return back;
}

export const leaky = (rows: Float64Array): Float64Array =>
  rows.map((each) => (each > 0 ? each : SLOPE * each));

/** Errors behind the ramp; `rows` is what came out of it, or went in: the sign is the same. */
export const leakyBack = (rows: Float64Array, errors: Float64Array): Float64Array =>
  errors.map((error, at) => ((rows[at] as number) > 0 ? error : SLOPE * error));
