/** Integrated loudness of samples that come piece by piece: ITU-R BS.1770-4, as the site's MP3s. */
import { kWeighting } from "./kweighting.ts";

export const SILENCE_LUFS = -70; // the absolute gate
const HOPS_OF_A_BLOCK = 4; // 400 ms of 100 ms each

export class Meter {
  private readonly left: (sample: number) => number;
  private readonly right: (sample: number) => number;
  private readonly hop: number; // frames
  private readonly hops: number[] = []; // sums of squares of both channels
  private sum = 0;
  private frames = 0; // of the hop that is being filled

  constructor(rate: number) {
    this.left = kWeighting(rate);
    this.right = kWeighting(rate);
    this.hop = Math.floor(rate / 10);
  }

  /** Stereo, interleaved. */
  add(samples: Float32Array): void {
    for (let at = 0; at < samples.length; at += 2) {
      this.sum += this.left(samples[at] as number) ** 2;
      this.sum += this.right(samples[at + 1] as number) ** 2;
      this.frames += 1;
      if (this.frames < this.hop) continue;
      this.hops.push(this.sum);
      this.sum = 0;
      this.frames = 0;
    }
  }

  /** In LUFS; -Infinity for silence. */
  loudness(): number {
    const heard = this.blocks().filter((power) => power > 10 ** ((SILENCE_LUFS + 0.691) / 10));
    const gate = mean(heard) / 10; // ten units below the mean of what is no silence
    const power = mean(heard.filter((each) => each > gate));
    return -0.691 + 10 * Math.log10(power);
  }

  /** Mean power of each 400 ms, which overlap by three quarters. */
  private blocks(): number[] {
    const count = Math.max(0, this.hops.length - HOPS_OF_A_BLOCK + 1);
    return Array.from({ length: count }, (_, first) => {
      const sum = this.hops.slice(first, first + HOPS_OF_A_BLOCK).reduce((a, b) => a + b);
      return sum / (HOPS_OF_A_BLOCK * this.hop);
    });
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
