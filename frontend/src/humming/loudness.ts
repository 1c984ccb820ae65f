/** How loud each moment is, and from where on something is more than the room around it. */
import { HOP, quantile } from "./curve.ts";

const WINDOW = 0.02; // seconds
const SILENCE = -120; // dB

export function loudnessOf(samples: Float32Array, rate: number): Float32Array {
  const frames = Math.floor(samples.length / (HOP * rate)) + 1;
  const half = Math.round((WINDOW * rate) / 2);
  return Float32Array.from({ length: frames }, (_, frame) => {
    const middle = Math.round(frame * HOP * rate);
    const from = Math.max(0, middle - half);
    const to = Math.min(samples.length, middle + half);
    let sum = 0;
    for (let at = from; at < to; at += 1) sum += (samples[at] ?? 0) ** 2;
    return Math.max(SILENCE, 10 * Math.log10(sum / Math.max(1, to - from)));
  });
}

export const loudest = (loudness: Float32Array): number => quantile(loudness, 0.97);

/** Below this nothing is a voice: above the room's noise, and not far below the loudest. */
export function gateOf(loudness: Float32Array): number {
  const top = loudest(loudness);
  const room = quantile(loudness, 0.05);
  return Math.max(top - 35, Math.min(room + 5, top - 12));
}
