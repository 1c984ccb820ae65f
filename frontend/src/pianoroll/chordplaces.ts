/** The places at which one writes chords: half bars, and wherever a chord begins. */
import { barLines, barTicks, meterAt } from "../music/time.ts";
import type { RollState } from "./state.ts";

type Shown = Pick<RollState, "song" | "harmony">;

/** Bars of an even number of beats have two halves. */
function halvesOf({ song }: Shown, bar: number): number[] {
  const meter = meterAt(song, bar);
  return meter.numerator % 2 === 0 ? [bar, bar + barTicks(meter) / 2] : [bar];
}

/** All up to a tick, in order. */
function placesUntil(shown: Shown, tick: number): number[] {
  const halves = barLines(shown.song, 0, tick + 1).flatMap((bar) => halvesOf(shown, bar));
  const starts = (shown.harmony?.chords ?? []).map(({ start }) => start);
  const near = [...halves, ...starts].filter((place) => place <= tick);
  return [...new Set(near)].toSorted((a, b) => a - b);
}

/** The place that a tick belongs to. */
export const chordPlaceAt = (shown: Shown, tick: number): number =>
  placesUntil(shown, Math.max(0, tick)).at(-1) ?? 0;

/** Where the one after it begins. */
export function chordPlaceAfter(shown: Shown, place: number): number {
  const bar = barTicks(meterAt(shown.song, place));
  return placesUntil(shown, place + bar).find((each) => each > place) ?? place + bar;
}

/** The one before or after; at the beginning the first itself. */
export const chordPlaceBeside = (shown: Shown, place: number, direction: -1 | 1): number =>
  direction > 0 ? chordPlaceAfter(shown, place) : chordPlaceAt(shown, place - 1);
