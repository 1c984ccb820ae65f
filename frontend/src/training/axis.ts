/** Where epochs and steps lie along the bottom of a chart, over all phases of a run. */
import { type Curve, type Known, numberOf } from "./known.ts";
import type { Epoch } from "./told.ts";

/** At which step of the whole run each phase begins. */
export function beginnings(known: Known): Map<string, number> {
  const found = new Map<string, number>();
  let [phase, step] = ["", 0];
  for (const epoch of known.epochs) {
    if (epoch.phase === phase) continue;
    step += phase ? stepsOf(known, phase) : 0;
    phase = epoch.phase;
    found.set(phase, step);
  }
  return found;
}

/** Steps that a phase has told of: its curves count them, its epochs where it has none. */
export function stepsOf(known: Known, phase: string): number {
  const curves = known.curves.filter((curve) => curve.phase === phase);
  if (curves.length > 0) return Math.max(...curves.map(({ steps }) => steps));
  return Math.max(0, ...known.epochs.filter((each) => each.phase === phase).map(({ at }) => at));
}

/** The step of the whole run at which an epoch ended. */
export function stepOf(known: Known, epoch: Epoch, begins: Map<string, number>): number {
  const ends = known.epochs.filter((each) => each.phase === epoch.phase).map(({ at }) => at);
  const last = Math.max(1, ...ends);
  // Cycles of a phase may hold several steps each.
  const within = (epoch.at / last) * stepsOf(known, epoch.phase);
  return Math.round((begins.get(epoch.phase) ?? 0) + within);
}

/** The step at which each bucket of a curve ends. */
export const placesOf = (curve: Curve, begins: Map<string, number>): number[] =>
  curve.mean.map(
    (_, at) => (begins.get(curve.phase) ?? 0) + Math.min(curve.steps, (at + 1) * curve.stride),
  );

export const epochNumbers = (known: Known): number[] => known.epochs.map(numberOf);
