/**
 * Adam: each weight goes downhill by about the same step, however steep it is (Kingma, Ba 2015).
 * It remembers where each went before.
 */
import { blankOf, type Dense } from "./dense.ts";

const TINY = 1e-8;
const FIRST = 0.5; // how much of a step goes on as before; less than usual, for the other one moves
const SECOND = 0.99;

interface Memory {
  readonly numbers: Float64Array; // what learns
  readonly slopes: Float64Array; // how the error changes with each
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export class Learner {
  private steps = 0;
  private readonly slopes: readonly Dense[];
  private readonly memories: readonly Memory[];

  constructor(layers: readonly Dense[]) {
    this.slopes = layers.map(blankOf);
    this.memories = layers.flatMap((layer, at) => {
      const { weight, bias } = this.slopes[at] as Dense;
      return [memoryOf(layer.weight, weight), memoryOf(layer.bias, bias)];
    });
  }

  /** Layers of slopes, all nought, to be added to. */
  blank(): readonly Dense[] {
    for (const { slopes } of this.memories) slopes.fill(0);
    return this.slopes;
  }

  /**
   * All by one step against the slopes that were added up; and they shrink by `shrink` a step of 1,
   * the weights that come first by `first`.
   */
  descend(rate: number, shrink: number, first = shrink): void {
    this.steps += 1;
    this.memories.forEach((memory, at) =>
      stepOf(memory, rate, this.steps, 1 - rate * (at === 0 ? first : shrink)),
    );
  }
}

const memoryOf = (numbers: Float64Array, slopes: Float64Array): Memory => ({
  numbers,
  slopes,
  first: new Float64Array(numbers.length),
  second: new Float64Array(numbers.length),
});

function stepOf(
  { numbers, slopes, first, second }: Memory,
  rate: number,
  steps: number,
  left: number,
): void {
  const [one, two] = [1 - FIRST ** steps, 1 - SECOND ** steps];
  for (let at = 0; at < numbers.length; at += 1) {
    const slope = slopes[at] as number;
    const mean = FIRST * (first[at] as number) + (1 - FIRST) * slope;
    const square = SECOND * (second[at] as number) + (1 - SECOND) * slope * slope;
    first[at] = mean;
    second[at] = square;
    const step = mean / one / (Math.sqrt(square / two) + TINY);
    numbers[at] = left * (numbers[at] as number) - rate * step;
  }
}
