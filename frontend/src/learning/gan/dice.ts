/** Chance that can be thrown again: the same seed gives the same row of throws. */
import { stateAfter, thrown, WHOLE } from "../dice.ts";

export class Dice {
  state: number; // what the next throw is made from

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Above 0 and below 1. */
  uniform(): number {
    this.state = stateAfter(this.state);
    return (thrown(this.state) + 0.5) / WHOLE;
  }

  /** A whole number from 0 up to `count`. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** As many of a bell curve about 0, two from each pair of throws (Box, Muller 1958). */
  normals(count: number, spread = 1): Float64Array {
    const made = new Float64Array(count);
    for (let at = 0; at < count; at += 2) {
      const radius = spread * Math.sqrt(-2 * Math.log(this.uniform()));
      const turn = 2 * Math.PI * this.uniform();
      made[at] = radius * Math.cos(turn);
      if (at + 1 < count) made[at + 1] = radius * Math.sin(turn);
    }
    return made;
  }
}
