/** What one continuation has of another, and of the tune. */
import type { Row, Trace } from "./trace.ts";

const RUN = 4; // notes

const same = (one: Row | undefined, other: Row | undefined): boolean =>
  one !== undefined && other !== undefined && one.every((value, at) => value === other[at]);

const keyOf = (row: Row): string => row.join(" ");

/** How many notes of `made` are not in `plain`, and the number of the first of these. */
export function changes(
  plain: readonly Row[],
  made: readonly Row[],
): { count: number; first: number | null } {
  const known = new Set(plain.map(keyOf));
  const first = made.findIndex((row, at) => !same(row, plain[at]));
  const count = made.filter((row) => !known.has(keyOf(row))).length;
  return { count, first: first < 0 ? null : first };
}

/** All runs of four notes: pitches, and when they begin after the first. */
function runs(rows: readonly Row[]): string[] {
  const order = rows.toSorted((one, other) => one[0] - other[0] || one[1] - other[1]);
  return order.slice(RUN - 1).map((_, at) => {
    const part = order.slice(at, at + RUN);
    const [begin] = part[0] as Row;
    return part.map(([onset, pitch]) => `${pitch}@${onset - begin}`).join(" ");
  });
}

/** The share of runs of four notes that stand in the tune. */
export function themes({ tune }: Trace, made: readonly Row[]): number {
  const known = new Set(runs(tune));
  const found = runs(made);
  return found.length > 0 ? found.filter((run) => known.has(run)).length / found.length : 0;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
