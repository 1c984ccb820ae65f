/**
 * Steps of sixteenths over the song's own bars, as the arranger lays them
 * (generation/codecs/grid.py).
 */
import { type Song, TICKS_PER_QUARTER } from "../music/song.ts";
import { barTicks } from "../music/time.ts";

const STEP_TICKS = TICKS_PER_QUARTER / 4;
const FULL_BAR = 16;
// A beat of three eighths takes four steps: the eighths fall on 0, 1 and 2, the last step between.
const SHUFFLE = [0, 1 / 3, 2 / 3, 5 / 6];

/** T steps over whole bars. */
export interface Grid {
  readonly ticks: readonly number[]; // (T + 1) where each step begins, and where the last ends
  readonly spans: readonly (readonly [from: number, to: number])[]; // steps that share a chord
  readonly halves: readonly boolean[]; // which of these are the second half of a bar, or of two
  readonly barTicks: number; // where the first bar ends
  readonly places: readonly number[]; // (T) steps since the bar line, or since that of two bars
  readonly sizes: readonly number[]; // (T) steps of the bar, or of two
}

interface Bar {
  readonly start: number;
  readonly stop: number;
  readonly compound: boolean;
}

/** The bars that begin before `stop`; a change of meter ends a bar early. */
function barsUntil({ meters }: Song, stop: number): Bar[] {
  return meters.flatMap((meter, index) => {
    const { numerator, denominator } = meter;
    const compound = numerator > 3 && numerator % 3 === 0 && denominator >= 8;
    const next = meters[index + 1]?.tick ?? Infinity;
    const bars: Bar[] = [];
    for (let start = meter.tick; start < Math.min(stop, next); start += barTicks(meter))
      bars.push({ start, stop: Math.min(start + barTicks(meter), next), compound });
    return bars;
  });
}

function stepsOf({ start, stop, compound }: Bar): number[] {
  const beat = compound ? (TICKS_PER_QUARTER * 3) / 2 : STEP_TICKS;
  const parts = compound ? SHUFFLE : [0];
  const steps: number[] = [];
  for (let tick = start; tick < stop; tick += beat)
    steps.push(...parts.map((part) => tick + Math.round(beat * part)));
  return steps.filter((tick) => tick < stop);
}

/** Steps over the whole bars that hold the ticks from `start` up to, not including, `stop`. */
export function layGrid(song: Song, start: number, stop: number): Grid {
  const bars = barsUntil(song, stop).filter((bar) => bar.stop > start);
  const ticks: number[] = [];
  const borders: number[] = [];
  const halves: boolean[] = [];
  const places: number[] = [];
  const sizes: number[] = [];
  let paired = false; // whether the bar before is the first of two of half the size
  for (const bar of bars) {
    const steps = stepsOf(bar);
    borders.push(ticks.length);
    paired = steps.length === FULL_BAR / 2 && !paired;
    const second = steps.length === FULL_BAR / 2 && !paired;
    halves.push(second);
    places.push(...steps.map((_, n) => n + (second ? FULL_BAR / 2 : 0)));
    sizes.push(...steps.map(() => (steps.length === FULL_BAR / 2 ? FULL_BAR : steps.length)));
    // A full bar has two chords, and so have two bars of half its size.
    if (steps.length === FULL_BAR) {
      borders.push(ticks.length + FULL_BAR / 2);
      halves.push(true);
    }
    ticks.push(...steps);
  }
  const spans = borders.map((from, index) => [from, borders[index + 1] ?? ticks.length] as const);
  const [barTicks, end] = [bars[0]?.stop ?? 0, bars.at(-1)?.stop ?? 0];
  return { ticks: [...ticks, end], spans, halves, barTicks, places, sizes };
}

/** The step that begins nearest to `tick`, the later of two; T for what lies after the last. */
export function stepAt({ ticks }: Grid, tick: number): number {
  let [low, high] = [0, ticks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ticks[middle] as number) < tick) low = middle + 1;
    else high = middle;
  }
  const last = ticks.length - 1;
  if (low === 0 || low > last) return Math.min(low, last);
  const [before, after] = [ticks[low - 1] as number, ticks[low] as number];
  return tick - before < after - tick ? low - 1 : low;
}
