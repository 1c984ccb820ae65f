/** Numbers by chance that come again from the same seed. */

export type Dice = () => number; // from 0 up to, and without, 1

export const WHOLE = 2 ** 32;

/** The state after `state`, of Mulberry32, by Tommy Ettinger, in the public domain. */
export const stateAfter = (state: number): number => (state + 0x6d2b79f5) >>> 0;

/** What a state throws: a whole number from 0 up to `WHOLE`. */
export function thrown(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = stateAfter(state);
    return thrown(state) / WHOLE;
  };
}

/** The places of a list in an order by chance (Fisher and Yates). */
export function shuffled(length: number, dice: Dice): number[] {
  const order = Array.from({ length }, (_, at) => at);
  for (let at = length - 1; at > 0; at -= 1) {
    const other = Math.floor(dice() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

/** A number by chance around 0, with a standard deviation of 1 (Box and Muller). */
export const normal = (dice: Dice): number =>
  Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice());
