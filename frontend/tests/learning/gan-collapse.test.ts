import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Game } from "../../src/learning/gan/game.ts";
import { RATIOS } from "../../src/learning/gan/ratios.ts";
import { stagesIn, TRAINED } from "../../src/learning/gan/stages.ts";
import { Training } from "../../src/learning/gan/training.ts";

const file = new URL("../../../static/learning/forger-and-critic.safetensors", import.meta.url);
const stages = stagesIn(Uint8Array.from(readFileSync(file)).buffer);
const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);
// With FRESH=yes each seed trains a pair of its own from nothing, which takes minutes.
const FRESH = process.env["FRESH"] === "yes";

function gameOf(seed: number): Game {
  return FRESH ? new Game(seed) : new Game(seed, stages.pair(TRAINED), TRAINED);
}

/** How many of 64 bars are different after so many rounds at this ratio. */
function differentAfter(training: Training, ratio: number, rounds: number): number {
  training.game.ratio = ratio;
  for (let round = 0; round < rounds; round += 1) training.round();
  return training.figures().different;
}

test("it collapses when the slider says so and recovers when it is put back, 20 of 20", () => {
  const fastest = RATIOS.at(-1) as number;
  const told = SEEDS.map((seed) => {
    const training = new Training(gameOf(seed));
    const before = differentAfter(training, 1, FRESH ? TRAINED : 0);
    const broken = differentAfter(training, fastest, 200);
    const back = differentAfter(training, 1, FRESH ? 400 : 250);
    return { seed, before, broken, back };
  });
  for (const { seed, before, broken, back } of told) {
    assert.ok(before >= 40, `seed ${seed}: ${before} before`);
    assert.ok(broken <= 4, `seed ${seed}: ${broken} broken`);
    assert.ok(back >= 20 && back >= 5 * broken, `seed ${seed}: ${back} after`);
  }
});
