/** The two at some moments of a long game, so that nobody has to wait: as tensors, and back. */
import { withLayers as withCritic, layersOf as criticLayers } from "./critic.ts";
import type { Dense } from "./dense.ts";
import { layersOf as forgerLayers, withLayers as withForger } from "./forger.ts";
import { Game, type Pair } from "./game.ts";
import { type Tensors, tensorsIn } from "./tensors.ts";

// Rounds after which the two were written down; one round is a turn of each.
export const STAGES = [0, 60, 250, 1500] as const;
export type Stage = (typeof STAGES)[number];
export const TRAINED: Stage = 1500;
export const SEED = 20; // of that game

export interface Stages {
  pair(stage: Stage): Pair;
}

const LAYERS = ["hidden", "last"];
const nameOf = (stage: number, who: string, layer: number): string =>
  `${stage}.${who}.${LAYERS[layer]}`;

export function tensorsAt(stage: number, { forger, critic }: Game): Tensors {
  const written = (who: string, layers: readonly Dense[]): [string, Tensors[string]][] =>
    layers.flatMap(({ inputs, outputs, weight, bias }, at) => [
      [`${nameOf(stage, who, at)}.weight`, { shape: [inputs, outputs], numbers: weight.slice() }],
      [`${nameOf(stage, who, at)}.bias`, { shape: [outputs], numbers: bias.slice() }],
    ]);
  return Object.fromEntries([
    ...written("forger", forgerLayers(forger)),
    ...written("critic", criticLayers(critic)),
  ]);
}

/** Throws where a number is missing, or is none. */
export function stagesIn(file: ArrayBuffer): Stages {
  const { tensors } = tensorsIn(file);
  const filled = (name: string, layer: Dense): Dense => {
    const [weight, bias] = [tensors[`${name}.weight`], tensors[`${name}.bias`]];
    const fits = weight?.numbers.length === layer.weight.length;
    if (!weight || !bias || !fits || bias.numbers.length !== layer.outputs)
      throw new Error(`${name} is not in the file as this site made it`);
    return { ...layer, weight: weight.numbers.slice(), bias: bias.numbers.slice() };
  };
  return {
    pair(stage) {
      const { forger, critic } = new Game(0); // of the right form
      const all = (who: string, layers: readonly Dense[]): Dense[] =>
        layers.map((layer, at) => filled(nameOf(stage, who, at), layer));
      return {
        forger: withForger(forger, all("forger", forgerLayers(forger))),
        critic: withCritic(critic, all("critic", criticLayers(critic))),
      };
    },
  };
}
