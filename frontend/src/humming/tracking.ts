/**
 * One pitch for each moment out of its candidates: the path of least cost (Viterbi), where leaps
 * cost, so that a voice does not jump by an octave for a moment.
 */
import type { Candidate } from "./curve.ts";

const UNCLEAR = 0.42; // a tone is less clear than 1 minus this: noise costs less
const PER_OCTAVE = 0.05; // deeper than need be
const PER_SEMITONE = 0.03; // of a leap between two frames
const MOST_LEAP = 0.5;
const TURN = 0.12; // from tone to noise or back
const TOP = 108; // MIDI

/** A frame's state is one of its candidates, or none: then it is the last one, NaN. */
interface Step {
  readonly pitches: readonly number[];
  readonly costs: readonly number[]; // of the cheapest path to each
  readonly before: readonly number[]; // the state it comes from
}

/** Pitches by frame; NaN where no tone is. */
export function trackPitch(frames: readonly (readonly Candidate[])[]): Float32Array {
  const steps: Step[] = [];
  for (const candidates of frames) steps.push(nextStep(steps.at(-1), candidates));
  return cheapestPath(steps);
}

function nextStep(last: Step | undefined, candidates: readonly Candidate[]): Step {
  const pitches = [...candidates.map(({ pitch }) => pitch), Number.NaN];
  const own = [...candidates.map(costOf), UNCLEAR];
  if (!last) return { pitches, costs: own, before: own.map(() => 0) };
  const before = pitches.map((pitch) => cheapestBefore(last, pitch));
  const costs = before.map(
    (from, state) =>
      (own[state] ?? 0) +
      (last.costs[from] ?? 0) +
      leapCost(last.pitches[from] ?? Number.NaN, pitches[state] ?? Number.NaN),
  );
  return { pitches, costs, before };
}

const costOf = ({ pitch, clarity }: Candidate): number =>
  1 - clarity + (PER_OCTAVE * (TOP - pitch)) / 12 - (PER_OCTAVE * (TOP - 60)) / 12;

function leapCost(from: number, to: number): number {
  if (Number.isNaN(from) || Number.isNaN(to))
    return Number.isNaN(from) && Number.isNaN(to) ? 0 : TURN;
  return Math.min(MOST_LEAP, PER_SEMITONE * Math.abs(to - from));
}

function cheapestBefore(last: Step, pitch: number): number {
  let [best, least] = [0, Infinity];
  for (const [state, from] of last.pitches.entries()) {
    const cost = (last.costs[state] ?? 0) + leapCost(from, pitch);
    if (cost < least) [best, least] = [state, cost];
  }
  return best;
}

function cheapestPath(steps: readonly Step[]): Float32Array {
  const path = new Float32Array(steps.length);
  const costs = steps.at(-1)?.costs ?? [];
  let state = costs.indexOf(Math.min(...costs));
  for (let frame = steps.length - 1; frame >= 0; frame -= 1) {
    path[frame] = steps[frame]?.pitches[state] ?? Number.NaN;
    state = steps[frame]?.before[state] ?? 0;
  }
  return path;
}
