/**
 * Strengths of a few songs from ballots, as the site computes them for a board: Bradley-Terry with
 * a small prior, and the wider of two 95 % intervals (`chartbusters/ranking`). A test compares.
 */
import { inverseOf, multiplied, type Square } from "./squares.ts";

const PRIOR = 0.1;
const SCALE = 400 / Math.LN10; // points for odds of ten to one
const CENTRE = 1000;
const Z95 = 1.959963984540054;
const STEPS = 60;
const SETTLED = 1e-12;

/** Somebody heard two songs: which, and whether the first won. */
export interface Ballot {
  readonly a: number;
  readonly b: number;
  readonly won: boolean;
}

export interface Rating {
  readonly rating: number;
  readonly low: number;
  readonly high: number;
}

const expit = (odds: number): number => 1 / (1 + Math.exp(-odds));

/** How the likelihood rises with each strength, and its curvature; the prior is in both. */
function seen(ballots: readonly Ballot[], point: readonly number[]): [number[], Square] {
  const size = point.length;
  const slope = point.map((strength) => -PRIOR * strength);
  const curve = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row === column ? PRIOR : 0)),
  );
  const add = (row: number, column: number, much: number): void => {
    const cells = curve[row] as number[];
    cells[column] = (cells[column] as number) + much;
  };
  for (const { a, b, won } of ballots) {
    const chance = expit((point[a] as number) - (point[b] as number));
    slope[a] = (slope[a] as number) + Number(won) - chance;
    slope[b] = (slope[b] as number) - Number(won) + chance;
    const much = chance * (1 - chance);
    for (const side of [a, b]) add(side, side, much);
    add(a, b, -much);
    add(b, a, -much);
  }
  return [slope, curve];
}

/** Natural-log strengths under which the ballots are likeliest, by Newton's method; mean 0. */
export function strengthsOf(ballots: readonly Ballot[], size: number): number[] {
  let point = Array.from({ length: size }, () => 0);
  for (let turn = 0; turn < STEPS; turn += 1) {
    const [slope, curve] = seen(ballots, point);
    const inverse = inverseOf(curve);
    const along = (row: readonly number[]): number =>
      row.reduce((sum, cell, at) => sum + cell * (slope[at] as number), 0);
    const step = inverse.map(along);
    const reach = Math.max(...step.map(Math.abs));
    const short = Math.min(1, 1 / reach);
    point = point.map((strength, at) => strength + short * (step[at] as number));
    if (reach < SETTLED) break;
  }
  const middle = point.reduce((sum, each) => sum + each, 0) / size;
  return point.map((strength) => strength - middle);
}

/** Ratings with 95 % intervals; each ballot is another person's. */
export function ratingsOf(ballots: readonly Ballot[], size: number): Rating[] {
  const point = strengthsOf(ballots, size);
  const curve = seen(ballots, point)[1].map((row) => row.map((cell) => cell + 1 / size));
  const model = centred(inverseOf(curve));
  const people = multiplied(multiplied(model, surprises(ballots, point)), model);
  const few = ballots.length / Math.max(ballots.length - 1, 1);
  return point.map((strength, at) => {
    const variance = Math.max(model[at]?.[at] ?? 0, few * (people[at]?.[at] ?? 0));
    const half = SCALE * Z95 * Math.sqrt(variance);
    const rating = CENTRE + SCALE * strength;
    return { rating, low: rating - half, high: rating + half };
  });
}

/** What the ballots did beyond what was expected, squared and summed up. */
function surprises(ballots: readonly Ballot[], point: readonly number[]): Square {
  const sum = point.map(() => point.map(() => 0));
  const add = (row: number, column: number, much: number): void => {
    const cells = sum[row] as number[];
    cells[column] = (cells[column] as number) + much;
  };
  for (const { a, b, won } of ballots) {
    const rest = Number(won) - expit((point[a] as number) - (point[b] as number));
    for (const side of [a, b]) add(side, side, rest * rest);
    add(a, b, -rest * rest);
    add(b, a, -rest * rest);
  }
  return sum;
}

/** Takes out what only moves all together. */
function centred(square: Square): Square {
  const mean = (list: readonly number[]): number =>
    list.reduce((sum, each) => sum + each, 0) / list.length;
  const columns = square.map((_, column) => mean(square.map((row) => row[column] as number)));
  const down = square.map((row) => row.map((cell, column) => cell - (columns[column] as number)));
  return down.map((row) => {
    const middle = mean(row);
    return row.map((cell) => cell - middle);
  });
}
