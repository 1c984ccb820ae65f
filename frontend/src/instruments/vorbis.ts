/**
 * The decoder of Ogg Vorbis, which compiles WebAssembly: only for programs and for workers of their
 * own. The content security policy of our pages refuses it there (see `build.ts`).
 */
import { StbVorbis } from "#vorbis";

const OGG = 0x4f;

/** Resolves when samples can be decoded. */
export const decoderReady: Promise<void> = StbVorbis.ready;

/** Whether a sample of so many frames is compressed. */
export const isVorbis = (data: Uint8Array, frames: number): boolean =>
  data.length !== 2 * frames && data[0] === OGG;

/** One channel. */
export function decoded(data: Uint8Array): Float32Array {
  const [first] = StbVorbis.decode(data.slice()).channels;
  if (!first) throw new Error("a sample without sound");
  return first;
}
