/** One sentence beside each chart: what it shows now, in words for somebody who makes music. */
import { figureText } from "../charts/picture.ts";
import { bestOf, type Known, numberOf } from "./known.ts";
import { isShare, lossName, measureTitle } from "./names.ts";
import type { Sided } from "./sides.ts";
import type { Distance, Epoch } from "./told.ts";

type Point = readonly [epoch: number, value: number];

const ALIKE = 0.02; // of a loss: no more is said of less
const APART = 1.15; // validation so many times above training

/** Of one run, or of both beside each other. */
function eachSide(sides: readonly Sided[], say: (known: Known) => string): string {
  if (sides.length === 1) return sides.map(({ known }) => say(known)).join("");
  return sides.map(({ name, known }) => `${name}: ${say(known)}`).join("\n");
}

export function lossSentence(name: string, sides: readonly Sided[]): string {
  return eachSide(sides, (known) => {
    const valid = points(known, ({ losses }) => losses.valid?.[name]);
    const train = points(known, ({ losses }) => losses.train?.[name]);
    const told = valid.length > 0 ? valid : train;
    const last = told.at(-1);
    if (!last) return `It has not been told yet: ${lossName(name).explain}.`;
    if (name === "told") return toldSentence(last[1]);
    if (lossName(name).contest) return contestSentence(told);
    return courseSentence(told, train.at(-1)?.[1] ?? null, valid.length > 0);
  });
}

function toldSentence(share: number): string {
  const told = `The critic tells ${figureText(share, true)} of the windows; 50 % would be guessing`;
  if (share > 0.95) return `${told}. It wins: the generator learns little from it now.`;
  if (share < 0.55) return `${told}. It can hardly tell made music from real music.`;
  return `${told}.`;
}

/** Critic and generator pull against each other. */
function contestSentence(told: readonly Point[]): string {
  const [first, last] = [told[0]?.[1] ?? 0, told.at(-1)?.[1] ?? 0];
  const course = `Now ${figureText(last)}, ${figureText(first)} at first`;
  return `${course}. Critic and generator pull against each other: neither should win.`;
}

function courseSentence(told: readonly Point[], train: number | null, unseen: boolean): string {
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last) return "";
  const where = unseen ? "on music that it has not seen" : "on what it learns from";
  const now = `${figureText(last[1])} ${where}`;
  if (told.length < 2) return `Now ${now}.`;
  const least = told.reduce((low, point) => (point[1] < low[1] ? point : low));
  const change = first[1] - last[1];
  const course =
    Math.abs(change) < ALIKE * Math.abs(first[1])
      ? `Now ${now}, as at the beginning`
      : `From ${figureText(first[1])} to ${now}`;
  const best =
    least[0] === last[0]
      ? "its best so far"
      : `least at epoch ${least[0]}: ${figureText(least[1])}`;
  return `${course}; ${best}.${heartSentence(last[1], train, unseen)}`;
}

/** What is learnt by heart helps with nothing new. */
function heartSentence(valid: number, train: number | null, unseen: boolean): string {
  if (!unseen || train === null || train <= 0 || valid < train * APART) return "";
  return " It knows what it learns from better than other music: it begins to learn by heart.";
}

export function distanceSentence(sides: readonly Sided[]): string {
  return eachSide(sides, (known) => {
    const told = points(known, ({ figures }) => valueOf(figures["distance"]));
    const [first, last] = [told[0], told.at(-1)];
    if (!first || !last) return "It has not played yet.";
    if (told.length < 2) return `${figureText(last[1])} before it has learnt anything.`;
    const least = told.reduce((low, point) => (point[1] < low[1] ? point : low));
    const share = Math.round((100 * last[1]) / (first[1] || 1));
    const best = bestOf(known);
    const chosen = best ? ` The best epoch by validation is ${best.number ?? "the last"}.` : "";
    return `Now ${share} % of where it began; nearest at epoch ${least[0]}.${chosen}`;
  });
}

export function measureSentence(name: string, sides: readonly Sided[]): string {
  return eachSide(sides, (known) => {
    const last = points(known, ({ measures }) => measures[name]).at(-1);
    const share = isShare(name);
    if (!last) return `${measureTitle(name)}: cannot be told of what it plays.`;
    const real = known.real[name];
    const now = `${figureText(last[1], share)} now`;
    if (!real) return `${now}.`;
    const range = `${figureText(real.low, share)} to ${figureText(real.high, share)}`;
    return `${now}; most real music has ${range}: ${whereIn(last[1], real)}.`;
  });
}

function whereIn(value: number, real: { low: number; high: number }): string {
  if (value < real.low) return "less than real music";
  return value > real.high ? "more than real music" : "like real music";
}

function points(known: Known, read: (epoch: Epoch) => number | null | undefined): Point[] {
  return known.epochs.flatMap((epoch, at) => {
    const value = read(epoch);
    return typeof value === "number" ? [[numberOf(epoch, at), value] as const] : [];
  });
}

const valueOf = (distance: Distance | null | undefined): number | null =>
  typeof distance === "object" ? (distance?.value ?? null) : (distance ?? null);
