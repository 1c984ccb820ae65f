/** Whether a recording is what we can read: one voice, not silence, not noise, not a chord. */
import { type Candidate, type Curve, type Doubt, HOP, hertzOf } from "./curve.ts";
import { gateOf, loudest } from "./loudness.ts";

const SILENT = -60; // dB
const WINDOW = 0.085; // seconds
const EVERY = 4; // frames
const HOLLOW = 0.002; // of the power: less at the voice's own pitch, and it is a common divisor
const CLEAR = 0.8;
const LEAST_TONES = 0.15; // of the loud frames
const MOST_DOUBTFUL = 0.4; // of the loud frames

export interface Listened {
  readonly samples: Float32Array;
  readonly rate: number;
  readonly frames: readonly (readonly Candidate[])[];
  readonly curve: Curve;
}

export function doubtOf({ samples, rate, frames, curve }: Listened): Doubt | null {
  const { pitches, loudness } = curve;
  if (loudness.length === 0 || loudest(loudness) < SILENT) return "silence";
  const gate = gateOf(loudness);
  const loud = [...loudness.keys()].filter((frame) => (loudness[frame] ?? 0) > gate);
  const isTone = (frame: number): boolean => !Number.isNaN(pitches[frame]);
  const tones = loud.filter(isTone);
  if (tones.length < LEAST_TONES * loud.length) return "noise";
  const asked = loud.filter((_, index) => index % EVERY === 0);
  const doubtful = asked.filter((frame) => {
    const pitch = pitches[frame] ?? Number.NaN;
    if (clarityAt(frames[frame] ?? [], pitch) < CLEAR) return true;
    return shareAt(samples, rate, frame, hertzOf(pitch)) < HOLLOW;
  });
  return doubtful.length > MOST_DOUBTFUL * asked.length ? "voices" : null;
}

function clarityAt(candidates: readonly Candidate[], pitch: number): number {
  const near = candidates.filter((each) => Math.abs(each.pitch - pitch) < 0.5);
  return Math.max(0, ...near.map(({ clarity }) => clarity));
}

/** How much of the power around a frame lies at `hertz` (Goertzel, in a Hann window). */
function shareAt(samples: Float32Array, rate: number, frame: number, hertz: number): number {
  const length = Math.round(WINDOW * rate);
  const from = Math.round(frame * HOP * rate - length / 2);
  const turn = (2 * Math.PI * hertz) / rate;
  let [across, up, weights, power, squares] = [0, 0, 0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / length);
    const sample = weight * (samples[from + at] ?? 0);
    across += sample * Math.cos(turn * at);
    up += sample * Math.sin(turn * at);
    weights += weight;
    squares += weight * weight;
    power += sample * sample;
  }
  if (power === 0) return 1;
  return (2 * (across * across + up * up) * squares) / (weights * weights * power);
}
