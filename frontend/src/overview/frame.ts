/** The window in the overview: where it stands, what a press on it takes hold of. Pure. */

export interface Stretch {
  readonly start: number; // ticks
  readonly end: number; // ticks
}

export type Grip = "start" | "end" | "inside" | "outside";

const GRIP_PX = 8; // on both sides of an edge, but never the whole of a small window
const LEAST = 960; // ticks; nearer than a quarter one sees nothing more

export interface Scale {
  readonly width: number; // px
  readonly length: number; // ticks in all
}

export const toX = ({ width, length }: Scale, tick: number): number => (tick / length) * width;
export const toTick = ({ width, length }: Scale, x: number): number => (x / width) * length;

export function gripAt(scale: Scale, shown: Stretch, x: number): Grip {
  const [from, to] = [toX(scale, shown.start), toX(scale, shown.end)];
  const reach = Math.min(GRIP_PX, Math.max(2, (to - from) / 4));
  if (x >= from - GRIP_PX && x <= from + reach) return "start";
  if (x >= to - reach && x <= to + GRIP_PX) return "end";
  return x > from && x < to ? "inside" : "outside";
}

/** As long as it is, inside the song. */
export function moved({ start, end }: Stretch, by: number, length: number): Stretch {
  const kept = Math.max(0, Math.min(start + by, Math.max(start, length - (end - start))));
  return { start: kept, end: kept + end - start };
}

/** One edge goes to a tick, the other stays. */
export function stretched(shown: Stretch, edge: "start" | "end", tick: number): Stretch {
  const { start, end } = shown;
  if (edge === "start") return { start: Math.max(0, Math.min(tick, end - LEAST)), end };
  return { start, end: Math.max(tick, start + LEAST) };
}

/** Both edges by a factor around the middle. */
export function scaled({ start, end }: Stretch, factor: number, length: number): Stretch {
  const size = Math.min(length, Math.max(LEAST, (end - start) * factor));
  const begin = Math.max(0, (start + end - size) / 2);
  return { start: begin, end: begin + size };
}
