/**
 * Samples at the loudness of the site's MP3s (`chartbusters/compositions/mastering.py`): -14 LUFS,
 * peaks held below -1 dBFS, ended half a second after the last that can be heard.
 *
 * They are given piece by piece, and once more when all is known: ten minutes are 200 MB.
 */
import { BLOCK, gainAt, limiting } from "./limiter.ts";
import { Meter, SILENCE_LUFS } from "./loudness.ts";

const TARGET_LUFS = -14;
const LOUDEST_GAIN = 10 ** (24 / 20); // a single soft note is not blown up to a fanfare
const QUIET = 1e-4; // -80 dBFS

export class Master {
  private readonly meter: Meter;
  private readonly rate: number;
  private readonly peaks: number[] = []; // of each block
  private frames = 0;
  private lastHeard = 0;

  constructor(rate: number) {
    this.rate = rate;
    this.meter = new Meter(rate);
  }

  /** The next piece of the sound as it was played: stereo, interleaved, of whole blocks. */
  add(samples: Float32Array): void {
    this.meter.add(samples);
    for (let start = 0; start < samples.length; start += 2 * BLOCK) {
      const block = samples.subarray(start, start + 2 * BLOCK);
      this.peaks.push(this.peakOf(block, this.frames + start / 2));
    }
    this.frames += samples.length / 2;
  }

  /** When all pieces have been added. */
  levels(): Levels {
    const loudness = this.meter.loudness();
    const silent = !(loudness >= SILENCE_LUFS);
    const gain = silent ? 1 : Math.min(10 ** ((TARGET_LUFS - loudness) / 20), LOUDEST_GAIN);
    const peaks = Float32Array.from(this.peaks, (peak) => peak * gain);
    const length = Math.min(this.frames, this.lastHeard + Math.floor(this.rate / 2));
    return new Levels(gain, limiting(peaks), length, Math.floor(this.rate / 20));
  }

  private peakOf(block: Float32Array, frame: number): number {
    let peak = 0;
    for (let at = 0; at < block.length; at += 1) {
      const level = Math.abs(block[at] as number);
      if (level > QUIET) this.lastHeard = frame + (at >> 1) + 1;
      if (level > peak) peak = level;
    }
    return peak;
  }
}

export class Levels {
  readonly length: number; // frames that are kept
  private readonly gain: number;
  private readonly gains: Float64Array;
  private readonly fade: number; // frames

  constructor(gain: number, gains: Float64Array, length: number, fade: number) {
    this.gain = gain;
    this.gains = gains;
    this.length = length;
    this.fade = fade;
  }

  /** What is kept of a piece that begins at a frame, at its level. */
  level(samples: Float32Array, start: number): Float32Array {
    const kept = Math.max(0, Math.min(samples.length / 2, this.length - start));
    const levelled = samples.slice(0, 2 * kept);
    for (let frame = 0; frame < kept; frame += 1) {
      const ending = Math.min(1, (this.length - start - frame) / this.fade); // it must not click
      const factor = this.gain * ending * gainAt(this.gains, start + frame);
      levelled[2 * frame] = (levelled[2 * frame] as number) * factor;
      levelled[2 * frame + 1] = (levelled[2 * frame + 1] as number) * factor;
    }
    return levelled;
  }
}
