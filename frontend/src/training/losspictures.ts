/** Charts of losses: those of the generator and of the critic apart, training beside validation. */
import { type Line, lastOf, type Picture } from "../charts/picture.ts";
import { beginnings, placesOf, stepOf } from "./axis.ts";
import { type Known, numberOf } from "./known.ts";
import { lossName } from "./names.ts";
import { type Sided, tinted } from "./sides.ts";
import { lossSentence } from "./sentences.ts";
import type { Epoch } from "./told.ts";

export type Along = "epochs" | "steps";
type Part = "train" | "valid";

const GUESSING = { at: 0.5, label: "guessing" };

/** One chart a loss, those that matter most first; of two runs on the same axes. */
export function lossPictures(sides: readonly Sided[], along: Along): Picture[] {
  return namesOf(sides)
    .map((name) => lossPicture(sides, name, along))
    .filter(({ lines }) => lines.some((line) => lastOf(line)));
}

function namesOf(sides: readonly Sided[]): string[] {
  const all = sides.flatMap(({ known }) =>
    known.epochs.flatMap(({ losses }) => [
      ...Object.keys(losses.valid ?? {}),
      ...Object.keys(losses.train ?? {}),
    ]),
  );
  const names = [...new Set(all)].filter((name) => !repeats(sides, name));
  const [first, others] = [true, false].map((wanted) =>
    names.filter((name) => !!lossName(name).first === wanted),
  );
  return [...(first ?? []), ...(others ?? [])];
}

/** Whether `nats` are what `loss` tells already. */
function repeats(sides: readonly Sided[], name: string): boolean {
  if (name !== "nats") return false;
  const epochs = sides.flatMap(({ known }) => known.epochs);
  return epochs.every(
    ({ losses }) => !losses.valid || losses.valid["loss"] === losses.valid["nats"],
  );
}

function lossPicture(sides: readonly Sided[], name: string, along: Along): Picture {
  const { title, share, first } = lossName(name);
  const lines = sides.flatMap((side) => linesOf(side, name, along));
  return {
    key: name,
    title,
    sentence: lossSentence(name, sides),
    along: along === "epochs" ? "Epoch" : "Step",
    lines,
    ...(share ? { share } : {}),
    ...(first ? {} : { aside: true }),
    ...(name === "told" ? { guide: GUESSING } : {}),
  };
}

function linesOf(side: Sided, name: string, along: Along): Line[] {
  const { known } = side;
  const train = along === "steps" ? stepLine(side, name) : null;
  const valid = epochLine(side, name, "valid", along);
  return [train ?? epochLine(side, name, "train", along), valid].filter(
    (line) => line.x.length > 0 && known.epochs.length > 0,
  );
}

function epochLine(side: Sided, name: string, part: Part, along: Along): Line {
  const { known } = side;
  const begins = beginnings(known);
  const places = (epoch: Epoch, at: number): number =>
    along === "epochs" ? numberOf(epoch, at) : stepOf(known, epoch, begins);
  const told = known.epochs
    .map((epoch, at) => ({ x: places(epoch, at), y: epoch.losses[part]?.[name] }))
    .filter((each) => each.y !== undefined);
  return {
    ...tinted(side, part),
    key: `${side.key}${part}`,
    x: told.map(({ x }) => x),
    y: told.map(({ y }) => y ?? null),
    marked: told.length < 60,
  };
}

/** Every step of training: its mean, smoothed if wanted, and between what it moved. */
function stepLine(side: Sided, name: string): Line | null {
  const begins = beginnings(side.known);
  const curves = curvesOf(side.known, name, begins);
  if (curves.length === 0) return null;
  const all = (part: "mean" | "least" | "greatest"): (number | null)[] =>
    curves.flatMap((curve) => [...curve[part]]);
  const shaded = curves.some(({ stride }) => stride > 1);
  return {
    ...tinted(side, "train"),
    key: `${side.key}train`,
    x: curves.flatMap((curve) => placesOf(curve, begins)),
    y: all("mean"),
    smooth: true,
    ...(shaded ? { low: all("least"), high: all("greatest") } : {}),
  };
}

function curvesOf(known: Known, name: string, begins: Map<string, number>): Known["curves"] {
  const mine = known.curves.filter((curve) => curve.name === name);
  const begin = (phase: string): number => begins.get(phase) ?? 0;
  return mine.toSorted((one, other) => begin(one.phase) - begin(other.phase));
}
