/** WAV files of stereo samples in 16 bits, which every program opens. */

const CHANNELS = 2;
const BYTES = 2; // of a sample
const FULL = 32_767;
const HEAD = 44;

export const wavBytes = (frames: number): number => HEAD + CHANNELS * BYTES * frames;

export function wavHead(frames: number, rate: number): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(HEAD));
  const text = (at: number, letters: string): void =>
    [...letters].forEach((letter, place) => head.setUint8(at + place, letter.charCodeAt(0)));
  text(0, "RIFF");
  head.setUint32(4, wavBytes(frames) - 8, true);
  text(8, "WAVEfmt ");
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true); // plain numbers
  head.setUint16(22, CHANNELS, true);
  head.setUint32(24, rate, true);
  head.setUint32(28, rate * CHANNELS * BYTES, true);
  head.setUint16(32, CHANNELS * BYTES, true);
  head.setUint16(34, 8 * BYTES, true);
  text(36, "data");
  head.setUint32(40, wavBytes(frames) - HEAD, true);
  return new Uint8Array(head.buffer);
}

/** Little-endian, as every machine with a browser has it. */
export function sixteenBits(samples: Float32Array): Int16Array<ArrayBuffer> {
  const whole = new Int16Array(samples.length); // filled by hand: `from` takes ten times as long
  for (let at = 0; at < samples.length; at += 1) {
    whole[at] = Math.round(Math.max(-1, Math.min(1, samples[at] as number)) * FULL);
  }
  return whole;
}
