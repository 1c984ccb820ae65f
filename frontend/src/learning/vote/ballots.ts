/**
 * Ballots of people whose taste is made up, for only so can one know what should come out: forty
 * who listen, and fans of one song who vote for it whenever they meet it.
 */
import { type Dice, diceOf } from "../dice.ts";
import { LEARNT, type Melody } from "../overfit/tunes.ts";
import { type Ballot, ratingsOf, strengthsOf } from "./fit.ts";

export const SONGS: readonly Melody[] = LEARNT;
// Natural-log odds of the four, in their order: how the listeners like them.
export const TASTE: readonly number[] = [1.2, 0.5, -0.3, -1.4];
export const FANS_OF = 3; // the song that listeners like least
export const LISTENERS = 40;
export const SEED = 4;

export interface Poll {
  readonly fans: number; // share of all ballots
  readonly queue: boolean; // the pair is drawn; else who comes for a song hears it
  readonly seed: number;
}

const drawnOf = (dice: Dice, count: number): number => Math.floor(dice() * count);

/** Two songs by chance, the first as likely as the second. */
function pairOf(dice: Dice): [number, number] {
  const a = drawnOf(dice, SONGS.length);
  const b = (a + 1 + drawnOf(dice, SONGS.length - 1)) % SONGS.length;
  return [a, b];
}

function heardBy(dice: Dice, [a, b]: [number, number]): Ballot {
  const odds = (TASTE[a] as number) - (TASTE[b] as number);
  return { a, b, won: dice() < 1 / (1 + Math.exp(-odds)) };
}

function fanOf(dice: Dice, queue: boolean): Ballot {
  const chosen = (FANS_OF + 1 + drawnOf(dice, SONGS.length - 1)) % SONGS.length;
  const [a, b] = queue ? pairOf(dice) : [FANS_OF, chosen];
  const told = heardBy(dice, [a, b]);
  if (a !== FANS_OF && b !== FANS_OF) return told; // their song is not there: they listen as well
  return { a, b, won: a === FANS_OF };
}

export const fansFor = (share: number): number => Math.round((LISTENERS * share) / (1 - share));

/** The listeners' ballots are the same whatever the fans do: they have dice of their own. */
export function ballotsOf({ fans, queue, seed }: Poll): Ballot[] {
  const [people, others] = [diceOf(seed), diceOf(seed + 1_000_003)];
  return [
    ...Array.from({ length: LISTENERS }, () => heardBy(people, pairOf(people))),
    ...Array.from({ length: fansFor(fans) }, () => fanOf(others, queue)),
  ];
}

const leader = (strengths: readonly number[]): number =>
  strengths.indexOf(Math.max(...strengths));

/** How often the fans' song came first in so many votes, each drawn anew from the next seed. */
export function winsOfFans(poll: Poll, votes: number): number {
  const polls = Array.from({ length: votes }, (_, at) => ({ ...poll, seed: poll.seed + at }));
  return polls.filter(
    (each) => leader(strengthsOf(ballotsOf(each), SONGS.length)) === FANS_OF,
  ).length;
}

export interface Standing {
  readonly song: number;
  readonly rating: number;
  readonly low: number;
  readonly high: number;
  readonly won: number;
  readonly heard: number; // ballots
}

/** The board of one vote, the first first. */
export function boardOf(ballots: readonly Ballot[]): Standing[] {
  const ratings = ratingsOf(ballots, SONGS.length);
  const rows = ratings.map((rating, song) => {
    const mine = ballots.filter(({ a, b }) => a === song || b === song);
    const won = mine.filter(({ a, won }) => (a === song) === won).length;
    return { song, ...rating, won, heard: mine.length };
  });
  return rows.toSorted((one, other) => other.rating - one.rating);
}

/** Whether the first is surely the first: its interval lies above all others. */
export const isSettled = ([first, ...others]: readonly Standing[]): boolean =>
  first !== undefined && others.every(({ high }) => high < first.low);
