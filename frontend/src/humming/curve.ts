/** What was heard of a voice: its pitch and its loudness, a hundred times a second. */

export const HOP = 0.01; // seconds from one frame to the next
export const LOWEST_HZ = 62;
export const HIGHEST_HZ = 2_100; // a whistle

/** A pitch that a frame may have. */
export interface Candidate {
  readonly pitch: number; // MIDI, with fractions
  readonly clarity: number; // 1 is a steady tone, 0 is noise
}

export interface Curve {
  readonly pitches: Float32Array; // MIDI, with fractions; NaN where no tone is
  readonly loudness: Float32Array; // dB, 0 is full scale
}

/** Why one should not lean on what was heard. */
export type Doubt = "silence" | "noise" | "voices";

export interface Heard {
  readonly curve: Curve;
  readonly doubt: Doubt | null;
}

export const pitchOf = (hertz: number): number => 69 + 12 * Math.log2(hertz / 440);
export const hertzOf = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);
export const secondsOf = (frame: number): number => frame * HOP;
export const framesOf = (seconds: number): number => Math.round(seconds / HOP);

/** The value that `share` of all are below. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
