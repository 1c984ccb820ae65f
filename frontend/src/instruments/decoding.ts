/** A piece as the font it was cut from: a SoundFont 2 with one instrument, its samples decoded. */
import { type Sample, unpackPiece } from "./piece.ts";
import { decoded, decoderReady, isVorbis } from "./vorbis.ts";

const FULL = 32_768;

export async function fontOf(piece: Uint8Array): Promise<ArrayBuffer> {
  await decoderReady;
  const { before, after, frames, samples } = unpackPiece(piece);
  const font = new ArrayBuffer(before.length + 2 * frames + after.length);
  new Uint8Array(font).set(before);
  new Uint8Array(font).set(after, before.length + 2 * frames);
  for (const sample of samples) lay(sample, font, before.length);
  return font;
}

/** Puts the frames of a sample where the font says that they are. */
function lay({ place, frames, data }: Sample, font: ArrayBuffer, start: number): void {
  const room = new Uint8Array(font, start + 2 * place, 2 * frames);
  if (!isVorbis(data, frames)) return room.set(data.subarray(0, 2 * frames));
  const whole = sixteenBits(decoded(data));
  room.set(new Uint8Array(whole.buffer).subarray(0, 2 * frames));
}

/** As the synthesizer rounds them when it writes fonts itself. */
function sixteenBits(samples: Float32Array): Int16Array<ArrayBuffer> {
  const whole = new Int16Array(samples.length);
  for (let at = 0; at < samples.length; at += 1) {
    whole[at] = Math.max(-FULL, Math.min(FULL - 1, (samples[at] as number) * FULL));
  }
  return whole;
}
