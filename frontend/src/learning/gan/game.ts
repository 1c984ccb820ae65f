/**
 * The game of the two: the critic learns to tell real bars from forged ones, the forger learns to
 * make what the critic takes for real, in turns (Goodfellow et al. 2014).
 */
import { type Bar, CELLS, REAL } from "./beats.ts";
import * as judging from "./critic.ts";
import { Dice } from "./dice.ts";
import * as forging from "./forger.ts";
import { Learner } from "./learner.ts";

export const BARS = 16; // of a round: real ones, and as many forged
export const NOISE = 10; // numbers that a bar is made from
export const WIDTH = 32; // of what is hidden in each of the two
const RATE = 0.002;
const FASTER = 0.25; // the forger's part in a ratio; the critic's is the rest
const BLUR = 0.3; // of what the critic hears: it shall not look for strokes of 0.98
// Weights that nothing holds shrink (Loshchilov, Hutter 2019). The forger's for its noise do so
// most: noise that brings it nothing is given up.
const SHRINK = { noise: 2, forger: 0.1, critic: 0.5 };

export interface Turn {
  readonly error: number; // the loss: what the one whose turn it was wants small
  readonly told: number; // share of the bars heard that the critic told right
}

export interface Pair {
  readonly forger: forging.Forger;
  readonly critic: judging.Critic;
}

export class Game {
  readonly dice: Dice;
  readonly forger: forging.Forger;
  readonly critic: judging.Critic;
  readonly turns: { forger: number; critic: number };
  ratio = 1; // how many times faster the forger learns than the critic
  private readonly forging: Learner;
  private readonly judging: Learner;

  /** Two that know nothing, unless a pair is handed over, which has played so many rounds. */
  constructor(seed: number, pair?: Pair, rounds = 0) {
    this.dice = new Dice(seed);
    this.turns = { forger: rounds, critic: rounds };
    this.forger = pair?.forger ?? forging.forgerOf(NOISE, WIDTH, CELLS, this.dice);
    this.critic = pair?.critic ?? judging.criticOf(CELLS, WIDTH, this.dice);
    this.forging = new Learner(forging.layersOf(this.forger));
    this.judging = new Learner(judging.layersOf(this.critic));
  }

  /** How far each weight goes in a turn: the forger's further, the critic's less far, or back. */
  get rates(): { forger: number; critic: number } {
    const forger = RATE * this.ratio ** FASTER;
    return { forger, critic: forger / this.ratio };
  }

  turnOfCritic(): Turn {
    const slopes = judging.withLayers(this.critic, this.judging.blank());
    const real = this.tell(this.real(), 1, slopes);
    const forged = this.tell(this.forge(BARS).rows, -1, slopes);
    this.judging.descend(this.rates.critic, SHRINK.critic);
    this.turns.critic += 1;
    return { error: real.error + forged.error, told: (real.told + forged.told) / 2 };
  }

  turnOfForger(): Turn {
    const slopes = forging.withLayers(this.forger, this.forging.blank());
    const forged = this.forge(BARS);
    const heard = judging.judge(this.critic, this.blurred(forged.rows));
    const errors = heard.verdicts.map((verdict) => -chance(-verdict) / BARS);
    forging.learnFrom(this.forger, slopes, forged, judging.blame(this.critic, heard, errors));
    this.forging.descend(this.rates.forger, SHRINK.forger, SHRINK.noise);
    this.turns.forger += 1;
    return outcome(heard.verdicts, 1, -1);
  }

  forge(count: number, dice = this.dice): forging.Forged {
    return forging.forge(this.forger, dice.normals(count * NOISE));
  }

  /** The critic hears bars that are real (1) or forged (-1), and what it could do better. */
  private tell(rows: Float64Array, truth: 1 | -1, slopes: judging.Critic): Turn {
    const heard = judging.judge(this.critic, this.blurred(rows));
    const errors = heard.verdicts.map((verdict) => (-truth * chance(-truth * verdict)) / BARS);
    judging.learnFrom(this.critic, slopes, heard, errors);
    return outcome(heard.verdicts, truth, truth);
  }

  private real(): Float64Array {
    const bars = Array.from({ length: BARS }, () => REAL[this.dice.below(REAL.length)] as Bar);
    return rowsOf(bars);
  }

  private blurred(rows: Float64Array): Float64Array {
    const noise = this.dice.normals(rows.length, BLUR);
    return rows.map((value, at) => value + (noise[at] as number));
  }
}

/** How sure a verdict is that a bar is real, from 0 to 1. */
export const chance = (verdict: number): number => 1 / (1 + Math.exp(-verdict));

/** The error of somebody who wants these verdicts to be `wanted`; told right is what is `truth`. */
function outcome(verdicts: Float64Array, wanted: number, truth: number): Turn {
  const errors = verdicts.map((verdict) => softly(-wanted * verdict));
  const right = verdicts.filter((verdict) => truth * verdict > 0).length;
  return { error: meanOf(errors), told: right / verdicts.length };
}

/** The logarithm of 1 + e^x, also where e^x is more than a number can be. */
const softly = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

const meanOf = (list: Float64Array): number =>
  list.reduce((sum, each) => sum + each, 0) / list.length;

/** Bars as the two hear them: 1 where there is a stroke, -1 where there is none. */
export function rowsOf(bars: readonly Bar[]): Float64Array {
  const rows = new Float64Array(bars.length * CELLS);
  bars.forEach((bar, row) => rows.set(bar.map((stroke) => 2 * stroke - 1), row * CELLS));
  return rows;
}

/** Bars as they are played: a stroke where the forger is more for it than against. */
export function barsOf(rows: Float64Array): Bar[] {
  return Array.from({ length: rows.length / CELLS }, (_, row) =>
    Array.from(rows.subarray(row * CELLS, (row + 1) * CELLS), (value) => Number(value > 0)),
  );
}
