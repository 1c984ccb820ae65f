/** A run as one of those that a chart shows: alone, or beside another. */
import type { Known } from "./known.ts";

export interface Sided {
  readonly key: string; // "" where there is one only
  readonly name: string; // before the names of its lines, where there are two
  readonly known: Known;
}

type Part = "train" | "valid" | "music";

const WORDS: Readonly<Record<Part, string>> = {
  train: "training",
  valid: "validation",
  music: "what it plays",
};

interface Tint {
  readonly label: string;
  readonly colour: string;
  readonly dashed?: boolean;
}

/** Colour and name of a line: alone, training and validation differ; of two, the runs do. */
export function tinted(side: Sided, part: Part): Tint {
  if (!side.key) {
    const colour = part === "valid" ? "--track-1" : "--track-5";
    return { label: WORDS[part], colour };
  }
  const colour = side.key === "a" ? "--track-5" : "--track-1";
  const label = part === "music" ? side.name : `${side.name}, ${WORDS[part]}`;
  return { label, colour, ...(part === "train" ? { dashed: true } : {}) };
}
