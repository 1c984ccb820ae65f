/** Notes out of a curve: where each begins and ends in seconds, its pitch, and how loud it is. */
import { type Curve, framesOf, quantile, secondsOf } from "./curve.ts";
import { gateOf } from "./loudness.ts";
import { type Segment, segmentsOf } from "./segments.ts";
import { smoothed, tuningOf } from "./smoothing.ts";
import { struck } from "./strikes.ts";

export interface HummedNote {
  readonly start: number; // seconds
  readonly end: number; // seconds
  readonly pitch: number; // MIDI
  readonly velocity: number; // 1-127
}

/** What one may turn when notes are read out of a curve. */
export interface Reading {
  readonly sensitivity: number; // 0 hears few notes, 1 many
  readonly shortest: number; // seconds
}

export const READING: Reading = { sensitivity: 0.5, shortest: 0.08 };

const CUT = 3; // at a sensitivity of a half; see segments.ts
const DIP = 5; // dB, at a sensitivity of a half
const SPREAD = 4; // how much more, or less, at the ends
const EDGE = 4; // frames around a cut in which the fall between two notes lies
const FALL = 5; // dB: less is no fall
const ATTACK = 15; // frames
const BEGINS = 13; // dB below its attack a note has begun
const ENDS = 22; // dB below its top a note is over
const NEAR = 3; // frames between two notes that touch
const LOUD = 108; // velocity of the loudest note
const PER_DB = 2.4; // velocity

/** The same curve in tune: semitones by which the whole was off are taken away. */
const inTune = (pitches: Float32Array): Float32Array => {
  const tuning = tuningOf(pitches);
  return smoothed(pitches).map((pitch) => pitch - tuning);
};

export function readNotes({ pitches, loudness }: Curve, reading: Reading): HummedNote[] {
  const less = SPREAD ** (1 - 2 * reading.sensitivity);
  const gate = gateOf(loudness);
  const cut = segmentsOf(inTune(pitches), CUT * less);
  const stretches = cut.flatMap((one) => struck(one, loudness, Math.max(2, DIP * less ** 0.5)));
  const trimmed = stretches
    .map((one, index) => trimBegin(one, stretches[index - 1], loudness))
    .map((one) => trimEnd(one, loudness, gate))
    .filter(({ from, to }) => to > from);
  return withVelocities(withoutShort(trimmed, framesOf(reading.shortest)), loudness);
}

/** A note begins where its voice rises, which is not quite where the pitch has changed. */
function trimBegin(one: Segment, before: Segment | undefined, loudness: Float32Array): Segment {
  const touches = before !== undefined && one.from - before.to < NEAR;
  const first = Math.max(0, one.from - EDGE, touches ? before.from + 1 : 0);
  const attack = loudness.subarray(one.from, Math.min(one.to, one.from + ATTACK));
  const top = attack.reduce((a, b) => Math.max(a, b), -Infinity);
  let from = first;
  for (let frame = first; frame <= Math.min(one.from + EDGE, one.to - 1); frame += 1)
    if ((loudness[frame] ?? 0) < (loudness[from] ?? 0)) from = frame;
  if (touches && top - (loudness[from] ?? 0) < FALL) return one;
  while (from < one.to && (loudness[from] ?? 0) < top - BEGINS) from += 1;
  return { ...one, from };
}

function trimEnd(one: Segment, loudness: Float32Array, gate: number): Segment {
  const top = loudness.subarray(one.from, one.to).reduce((a, b) => Math.max(a, b), -Infinity);
  let { to } = one;
  while (to > one.from && (loudness[to - 1] ?? 0) < Math.max(gate, top - ENDS)) to -= 1;
  return { ...one, to };
}

/** What is too short belongs to the note it leads to, or else to the one before; or is nothing. */
function withoutShort(segments: readonly Segment[], shortest: number): Segment[] {
  const kept: Segment[] = [];
  let lead: Segment | null = null;
  for (const one of segments) {
    const last = kept.at(-1);
    const from: number = lead && one.from - lead.to < NEAR ? lead.from : one.from;
    lead = null;
    if (one.to - from >= shortest) kept.push({ ...one, from });
    else if (last && one.from - last.to < NEAR && Math.abs(one.pitch - last.pitch) <= 1)
      kept[kept.length - 1] = { ...last, to: one.to };
    else lead = { ...one, from };
  }
  return kept;
}

function withVelocities(segments: readonly Segment[], loudness: Float32Array): HummedNote[] {
  const louds = segments.map(({ from, to }) => quantile(loudness.subarray(from, to), 0.7));
  const top = Math.max(...louds);
  return segments.map(({ from, to, pitch }, index) => {
    const velocity = Math.round(LOUD + PER_DB * ((louds[index] ?? top) - top));
    const bounded = Math.min(LOUD, Math.max(30, velocity));
    return { start: secondsOf(from), end: secondsOf(to), pitch, velocity: bounded };
  });
}
