/** Charts of what a network plays: its distance to real music, and each measure beside that. */
import type { Figure, Line, Picture, Range } from "../charts/picture.ts";
import { type Known, numberOf } from "./known.ts";
import { isShare, measureTitle } from "./names.ts";
import { distanceSentence, measureSentence } from "./sentences.ts";
import { type Sided, tinted } from "./sides.ts";
import type { Distance, Epoch, Real } from "./told.ts";

export function musicPictures(sides: readonly Sided[]): Picture[] {
  const names = sides.flatMap(({ known }) =>
    known.epochs.flatMap(({ measures }) => Object.keys(measures)),
  );
  const measures = [...new Set(names)].map((name) => measurePicture(sides, name));
  return [...distancePicture(sides), ...measures];
}

function distancePicture(sides: readonly Sided[]): Picture[] {
  const lines = sides.map(distanceLine).filter((line) => line.x.length > 0);
  if (lines.length === 0) return [];
  return [
    {
      key: "distance",
      title: "Distance to real music",
      sentence: distanceSentence(sides),
      along: "Epoch",
      lines,
    },
  ];
}

function distanceLine(side: Sided): Line {
  const told = placed(side.known, ({ figures }) => figures["distance"]);
  const part = (pick: (distance: Distance | null) => Figure): Figure[] =>
    told.map(({ value }) => pick(value));
  const sure = told.some(({ value }) => typeof value === "object" && value !== null);
  return {
    ...tinted(side, "music"),
    key: `${side.key}distance`,
    x: told.map(({ x }) => x),
    y: part(valueOf),
    marked: told.length < 60,
    ...(sure
      ? { low: part((each) => endOf(each, "low")), high: part((each) => endOf(each, "high")) }
      : {}),
  };
}

export const valueOf = (distance: Distance | null | undefined): Figure =>
  typeof distance === "object" ? (distance?.value ?? null) : (distance ?? null);

const endOf = (distance: Distance | null, end: "low" | "high"): Figure =>
  typeof distance === "object" ? (distance?.[end] ?? null) : distance;

function measurePicture(sides: readonly Sided[], name: string): Picture {
  const lines = sides.map((side) => measureLine(side, name));
  const range = rangeOf(sides, name);
  return {
    key: `measure ${name}`,
    title: measureTitle(name),
    sentence: measureSentence(name, sides),
    along: "Epoch",
    lines: lines.filter((line) => line.x.length > 0),
    ...(isShare(name) ? { share: true } : {}),
    ...(range ? { range } : {}),
  };
}

function measureLine(side: Sided, name: string): Line {
  const told = placed(side.known, ({ measures }) => measures[name]);
  return {
    ...tinted(side, "music"),
    key: `${side.key}measure`,
    x: told.map(({ x }) => x),
    y: told.map(({ value }) => value),
    marked: told.length < 60,
  };
}

/** Of real music, where all runs on the chart learn from the same. */
function rangeOf(sides: readonly Sided[], name: string): Range | null {
  const known = sides.map(({ known: { real } }) => real[name]);
  const [first] = known;
  const same = (each: Real | undefined): boolean =>
    each?.low === first?.low && each?.high === first?.high;
  if (!first || !known.every(same)) return null;
  return { low: first.low, high: first.high, middle: first.median, label: "most real music" };
}

function placed<T>(
  known: Known,
  read: (epoch: Epoch) => T | null | undefined,
): { x: number; value: T | null }[] {
  return known.epochs
    .map((epoch, at) => ({ x: numberOf(epoch, at), value: read(epoch) }))
    .filter((each): each is { x: number; value: T | null } => each.value !== undefined);
}
