/** The tempo in which a melody seems to be hummed. */
import type { HummedNote } from "./notes.ts";

const SLOWEST = 60; // quarters a minute
const FASTEST = 160;
const USUAL = 100;
const PER_OCTAVE = 0.15; // of agreement: of two that fit alike the usual one is meant
const AGREED = 0.5;
const LEAST_NOTES = 4;

/** Quarters a minute of which the times between notes are halves; null where none fits. */
export function likelyPace(notes: readonly HummedNote[]): number | null {
  const times = notes.slice(1).map(({ start }, index) => start - (notes[index]?.start ?? 0));
  if (times.length < LEAST_NOTES - 1) return null;
  const paces = Array.from({ length: FASTEST - SLOWEST + 1 }, (_, index) => SLOWEST + index);
  const scores = paces.map((pace) => agreement(times, pace) - unusual(pace));
  const best = paces[scores.indexOf(Math.max(...scores))] ?? USUAL;
  return agreement(times, best) > AGREED ? best : null;
}

const unusual = (pace: number): number => PER_OCTAVE * Math.abs(Math.log2(pace / USUAL));

/** 1 where every time is a whole number of eighths, 0 where they have nothing to do with them. */
function agreement(times: readonly number[], pace: number): number {
  const eighth = 30 / pace; // seconds
  const sum = times.reduce((total, time) => total + Math.cos((2 * Math.PI * time) / eighth), 0);
  return sum / times.length;
}
