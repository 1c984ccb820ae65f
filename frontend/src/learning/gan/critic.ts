/**
 * The critic: a dense network that says for each bar how real it finds it, as a number above or
 * below nought. Besides the bar it is told how much the bars of a round differ from each other, as
 * in Karras et al. 2018: who repeats one bar is found out.
 */
import { backward, type Dense, denseOf, forward, leaky, leakyBack, learn } from "./dense.ts";
import type { Dice } from "./dice.ts";

export interface Critic {
  readonly cells: number;
  readonly hidden: Dense;
  readonly last: Dense; // of what is hidden, and of the variety
}

export interface Heard {
  readonly rows: Float64Array;
  readonly variety: Variety;
  readonly inner: Float64Array; // what goes into the last layer
  readonly verdicts: Float64Array; // one a bar
}

interface Variety {
  readonly value: number; // the mean spread of a cell over the rows
  readonly means: Float64Array; // of each cell
  readonly spreads: Float64Array;
}

const LITTLE = 1e-3; // so that no spread is nought, where it has no slope
const LOUD = 2; // times the variety

export function criticOf(cells: number, width: number, dice: Dice): Critic {
  return { cells, hidden: denseOf(cells, width, dice), last: denseOf(width + 1, 1, dice) };
}

export const layersOf = ({ hidden, last }: Critic): Dense[] => [hidden, last];
/** Of the same form, with other weights. */
export const withLayers = (critic: Critic, [hidden, last]: readonly Dense[]): Critic => ({
  ...critic,
  hidden: hidden as Dense,
  last: last as Dense,
});
export function varietyOf(rows: Float64Array, cells: number): Variety {
  const count = rows.length / cells;
  const [means, spreads] = [new Float64Array(cells), new Float64Array(cells)];
  rows.forEach((value, at) => (means[at % cells] = (means[at % cells] as number) + value / count));
  rows.forEach((value, at) => {
    const away = value - (means[at % cells] as number);
    spreads[at % cells] = (spreads[at % cells] as number) + (away * away) / count;
  });
  spreads.forEach((square, cell) => (spreads[cell] = Math.sqrt(square + LITTLE)));
  return { value: spreads.reduce((sum, each) => sum + each, 0) / cells, means, spreads };
}

export function judge({ cells, hidden, last }: Critic, rows: Float64Array): Heard {
  const variety = varietyOf(rows, cells);
  const ramped = leaky(forward(hidden, rows));
  const width = hidden.outputs;
  const inner = new Float64Array((rows.length / cells) * (width + 1));
  for (let row = 0; row < rows.length / cells; row += 1) {
    inner.set(ramped.subarray(row * width, (row + 1) * width), row * (width + 1));
    inner[row * (width + 1) + width] = LOUD * variety.value;
  }
  return { rows, variety, inner, verdicts: forward(last, inner) };
}

/** Adds to `slopes` what each weight did to the error; `errors` as it changes with each verdict. */
export function learnFrom(
  critic: Critic,
  slopes: Critic,
  heard: Heard,
  errors: Float64Array,
): void {
  learn(slopes.last, heard.inner, errors);
  const { behind } = splitBack(critic, heard, errors);
  learn(slopes.hidden, heard.rows, behind);
}

/** How the error changes with each cell of the bars: what the forger learns from. */
export function blame(critic: Critic, heard: Heard, errors: Float64Array): Float64Array {
  const { behind, variety } = splitBack(critic, heard, errors);
  const back = backward(critic.hidden, behind);
  const { cells } = critic;
  const share = (LOUD * variety) / (cells * (heard.rows.length / cells));
  const { means, spreads } = heard.variety;
  heard.rows.forEach((value, at) => {
    const cell = at % cells;
    const away = (value - (means[cell] as number)) / (spreads[cell] as number);
    back[at] = (back[at] as number) + share * away;
  });
  return back;
}

/** Errors before the ramp, and the error of the variety, which all rows share. */
function splitBack(
  { hidden, last }: Critic,
  heard: Heard,
  errors: Float64Array,
): { behind: Float64Array; variety: number } {
  const width = hidden.outputs;
  const through = backward(last, errors);
  const ramped = new Float64Array(errors.length * width);
  const inside = new Float64Array(errors.length * width);
  let variety = 0;
  errors.forEach((_, row) => {
    const from = row * (width + 1);
    ramped.set(through.subarray(from, from + width), row * width);
    inside.set(heard.inner.subarray(from, from + width), row * width);
    variety += through[from + width] as number;
  });
  return { behind: leakyBack(inside, ramped), variety };
}
