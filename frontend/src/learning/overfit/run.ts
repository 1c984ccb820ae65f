/** A training run, epoch by epoch: what it lost, and the weights that it had. */
import { diceOf, shuffled } from "../dice.ts";
import { type Example, examplesOf, freshWeights, Network } from "./network.ts";
import { HELD, LEARNT } from "./tunes.ts";

export const EPOCHS = 200;
export const SEED = 6;
const RATE = 0.002;
const BATCH = 32;

/** After so many epochs: bits an eighth on what it learns from and on what it never saw. */
export interface Epoch {
  readonly learnt: number;
  readonly held: number;
  readonly weights: Float64Array;
}

export class Run {
  readonly epochs: Epoch[] = [];
  private readonly dice;
  private readonly network: Network;
  private readonly learnt = examplesOf(LEARNT);
  private readonly held = examplesOf(HELD);

  constructor(seed = SEED) {
    this.dice = diceOf(seed);
    this.network = new Network(freshWeights(this.dice));
    this.look();
  }

  get over(): boolean {
    return this.epochs.length > EPOCHS;
  }

  /** All examples once, in an order of their own. */
  goOn(): void {
    const order = shuffled(this.learnt.length, this.dice);
    const examples = order.map((at) => this.learnt[at] as Example);
    for (let at = 0; at < examples.length; at += BATCH)
      this.network.learn(examples.slice(at, at + BATCH), RATE);
    this.look();
  }

  /** The epoch that is best by what it never saw. */
  get best(): number {
    const losses = this.epochs.map(({ held }) => held);
    return losses.indexOf(Math.min(...losses));
  }

  private look(): void {
    const { network } = this;
    const [learnt, held] = [network.loss(this.learnt), network.loss(this.held)];
    this.epochs.push({ learnt, held, weights: network.weights.slice() });
  }
}

/** The whole run at once, for who asks for its end only; the page has room to breathe. */
export async function runUntil(epoch: number, seed = SEED): Promise<Run> {
  const run = new Run(seed);
  while (run.epochs.length <= epoch) {
    run.goOn();
    await new Promise((resolve) => setTimeout(resolve));
  }
  return run;
}
