/**
 * The pitches that each moment of a recording may have: the maxima of the normalised square
 * difference of McLeod and Wyvill (2005), whose costly part, the autocorrelation, is pitchy's.
 */
import { Autocorrelator } from "pitchy";
import { type Candidate, HIGHEST_HZ, HOP, LOWEST_HZ, pitchOf } from "./curve.ts";

const WINDOW = 0.043; // seconds: more than two periods of the lowest voice
const MOST = 8; // candidates of a frame
const LEAST_CLARITY = 0.3;
const PER_OCTAVE = 0.03; // of clarity: of equal maxima the highest pitch is the voice

/** Looks at one frame after the other; each has its middle at a multiple of the hop. */
export class Listener {
  private readonly rate: number;
  private readonly window: Float32Array;
  private readonly correlator: Autocorrelator<Float32Array>;
  private readonly likeness: Float32Array;

  constructor(rate: number) {
    const length = 2 ** Math.round(Math.log2(WINDOW * rate));
    this.rate = rate;
    this.window = new Float32Array(length);
    this.correlator = Autocorrelator.forFloat32Array(length);
    this.likeness = new Float32Array(length);
  }

  candidatesAt(samples: Float32Array, frame: number): Candidate[] {
    const from = Math.round(frame * HOP * this.rate) - this.window.length / 2;
    fillWindow(this.window, samples, from);
    this.correlator.autocorrelate(this.window, this.likeness);
    normalise(this.likeness, this.window);
    return maxima(this.likeness, this.rate);
  }
}

function fillWindow(window: Float32Array, samples: Float32Array, from: number): void {
  window.fill(0);
  const start = Math.max(0, from);
  window.set(samples.subarray(start, from + window.length), start - from);
}

/** Autocorrelation to likeness, from -1 to 1, in place: what a shift leaves is weighed alike. */
function normalise(correlation: Float32Array, window: Float32Array): void {
  const last = window.length - 1;
  let energy = 2 * (correlation[0] ?? 0);
  const silence = 1e-9 * energy;
  for (let lag = 0; lag <= last; lag += 1) {
    correlation[lag] = energy > silence ? (2 * (correlation[lag] ?? 0)) / energy : 0;
    energy -= (window[lag] ?? 0) ** 2 + (window[last - lag] ?? 0) ** 2;
  }
}

function maxima(likeness: Float32Array, rate: number): Candidate[] {
  const shortest = Math.max(2, Math.floor(rate / HIGHEST_HZ));
  const longest = Math.min(likeness.length - 2, Math.ceil(rate / LOWEST_HZ));
  const found: Candidate[] = [];
  for (let lag = shortest; lag <= longest; lag += 1) {
    const here = likeness[lag] ?? 0;
    const isTop = here > (likeness[lag - 1] ?? 0) && here >= (likeness[lag + 1] ?? 0);
    if (isTop && here > LEAST_CLARITY) found.push(refined(likeness, lag, rate));
  }
  return found.sort((a, b) => rank(b) - rank(a)).slice(0, MOST);
}

const rank = ({ pitch, clarity }: Candidate): number => clarity + (PER_OCTAVE * pitch) / 12;

/** The top of the parabola through a maximum and its neighbours. */
function refined(likeness: Float32Array, lag: number, rate: number): Candidate {
  const [before, here, after] = [-1, 0, 1].map((by) => likeness[lag + by] ?? 0) as Three;
  const bend = before - 2 * here + after;
  const by = bend < 0 ? (0.5 * (before - after)) / bend : 0;
  const clarity = Math.min(1, here - 0.25 * (before - after) * by);
  return { pitch: pitchOf(rate / (lag + by)), clarity };
}

type Three = [number, number, number];
