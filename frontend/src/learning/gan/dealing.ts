/** Ten bars for somebody who wants to be the critic: real ones and forged ones, shuffled. */
import { type Bar, REAL } from "./beats.ts";
import { type Critic, judge } from "./critic.ts";
import type { Dice } from "./dice.ts";
import { type Forger, forge } from "./forger.ts";
import { barsOf, NOISE, rowsOf } from "./game.ts";

export const DEALT = 10;
const FORGED = 5;
const MOST_TRIED = 200; // bars of a forger, until enough of them are no copies

export interface Dealt {
  readonly bar: Bar;
  readonly real: boolean;
}

const nameOf = (bar: Bar): string => bar.join("");
const KNOWN = new Set(REAL.map(nameOf));
export const isCopy = (bar: Bar): boolean => KNOWN.has(nameOf(bar));

/** Bars of these forgers in turn, each once and none that is a real one, stroke for stroke. */
export function forgeries(forgers: readonly Forger[], count: number, dice: Dice): Bar[] {
  const found = new Map<string, Bar>();
  for (let tried = 0; found.size < count && tried < MOST_TRIED; tried += 1) {
    const forger = forgers[found.size % forgers.length] as Forger;
    const [bar] = barsOf(forge(forger, dice.normals(NOISE)).rows);
    if (bar && !isCopy(bar)) found.set(nameOf(bar), bar);
  }
  return [...found.values()];
}

export function deal(forgers: readonly Forger[], dice: Dice): Dealt[] {
  const forged = forgeries(forgers, FORGED, dice).map((bar) => ({ bar, real: false }));
  const real = shuffled(REAL, dice).slice(0, DEALT - forged.length);
  return shuffled([...real.map((bar) => ({ bar, real: true })), ...forged], dice);
}

/** How many of these answers, real or not, are as the bars are. */
export const rightOf = (hand: readonly Dealt[], answers: readonly boolean[]): number =>
  answers.filter((answer, at) => answer === hand[at]?.real).length;

/** What the network says of the same bars, heard together. */
export function answersOf(critic: Critic, hand: readonly Dealt[]): boolean[] {
  const { verdicts } = judge(critic, rowsOf(hand.map(({ bar }) => bar)));
  return Array.from(verdicts, (verdict) => verdict > 0);
}

/** Fisher and Yates. */
function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  const cards = [...list];
  for (let at = cards.length - 1; at > 0; at -= 1) {
    const other = dice.below(at + 1);
    [cards[at], cards[other]] = [cards[other] as T, cards[at] as T];
  }
  return cards;
}
