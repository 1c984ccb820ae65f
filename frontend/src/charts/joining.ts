/** Lines that have their figures at different places, as columns over all of these places. */
import type { Figure, Line } from "./picture.ts";

// A place at which a line has no figure, though it goes on there: not a gap in it.
export type Cell = Figure | undefined;

export interface Joined {
  readonly x: number[];
  /** The figures of one line at each place. */
  column(line: Line, figures: readonly Figure[]): Cell[];
}

export function joined(lines: readonly Line[]): Joined {
  const places = new Set(lines.flatMap((line) => [...line.x]));
  const x = [...places].toSorted((one, other) => one - other);
  const at = new Map(x.map((place, index) => [place, index]));
  const column = (line: Line, figures: readonly Figure[]): Cell[] => {
    const cells = Array.from<Cell>({ length: x.length });
    line.x.forEach((place, index) => (cells[at.get(place) ?? 0] = figures[index] ?? null));
    return cells;
  };
  return { x, column };
}

const MANY_TIMES = 50;

/** Whether figures differ by so many orders that only a logarithm shows them all. */
export function wantsLogarithm(lines: readonly Line[]): boolean {
  const figures = lines
    .flatMap((line) => [...line.y])
    .filter((figure): figure is number => figure !== null);
  let [least, most] = [Infinity, -Infinity];
  for (const figure of figures) {
    least = Math.min(least, figure);
    most = Math.max(most, figure);
  }
  return least > 0 && most / least > MANY_TIMES;
}

/** Whether there is an axis of that kind for these figures at all. */
export const bearsLogarithm = (lines: readonly Line[]): boolean =>
  lines.every((line) => line.y.every((figure) => figure === null || figure > 0));
