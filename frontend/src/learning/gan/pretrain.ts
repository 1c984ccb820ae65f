/**
 * Plays the long game from its seed and writes the two down at each of its stages:
 * `node frontend/src/learning/gan/pretrain.ts FILE`, some half a minute.
 */
import { writeFile } from "node:fs/promises";
import { Game } from "./game.ts";
import { SEED, STAGES, tensorsAt } from "./stages.ts";
import { fileOf, type Tensors } from "./tensors.ts";

export function* played(seed: number, stages: readonly number[]): Generator<Tensors> {
  const game = new Game(seed);
  for (const stage of stages) {
    while (game.turns.forger < stage) {
      game.turnOfCritic();
      game.turnOfForger();
    }
    yield tensorsAt(stage, game);
  }
}

if (import.meta.main) {
  const [path = ""] = process.argv.slice(2);
  const tensors = Object.assign({}, ...played(SEED, STAGES)) as Tensors;
  const about = { made_by: "frontend/src/learning/gan/pretrain.ts", seed: String(SEED) };
  await writeFile(path, fileOf(about, tensors));
}
