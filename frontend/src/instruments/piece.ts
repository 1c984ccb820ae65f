/**
 * One instrument in a file of its own: a SoundFont 2 whose samples have been taken out and stand
 * behind it one by one, as small as the font had them. Whoever puts them back has a font again.
 *
 * Numbers are unsigned, of 32 bits, little-endian: mark, samples, frames of all of them, bytes
 * before the place of the samples, bytes after it; for each sample its place (frames), its frames,
 * its bytes; then all bytes in this order.
 */

const MARK = 0x31_69_62_63; // "cbi1"
const HEAD = 5;
const EACH = 3;

export interface Sample {
  readonly place: number; // frames from the beginning of all samples
  readonly frames: number;
  readonly data: Uint8Array; // 16 bits a frame, or an Ogg stream
}

export interface Piece {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly frames: number; // with the silence between samples, which a font must have
  readonly samples: readonly Sample[];
}

export function packPiece({ before, after, frames, samples }: Piece): Uint8Array<ArrayBuffer> {
  const numbers = Uint32Array.from([
    ...[MARK, samples.length, frames, before.length, after.length],
    ...samples.flatMap(({ place, frames: own, data }) => [place, own, data.length]),
  ]);
  const parts = [new Uint8Array(numbers.buffer), before, after, ...samples.map(({ data }) => data)];
  const file = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** Raises where the bytes are no piece, or not a whole one. */
export function unpackPiece(bytes: Uint8Array): Piece {
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (index: number): number => numbers.getUint32(4 * index, true);
  if (bytes.length < 4 * HEAD || number(0) !== MARK) throw new Error("this is no instrument");
  const [, count, frames, ...ends] = [0, 1, 2, 3, 4].map(number) as Numbers;
  let at = 4 * (HEAD + EACH * count);
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new Error("this instrument is not whole");
    at += length;
    return bytes.subarray(at - length, at);
  };
  const [before, after] = ends.map(take) as [Uint8Array, Uint8Array];
  const samples = Array.from({ length: count }, (_, index) => {
    const first = HEAD + EACH * index;
    return { place: number(first), frames: number(first + 1), data: take(number(first + 2)) };
  });
  return { before, after, frames, samples };
}

type Numbers = [mark: number, count: number, frames: number, before: number, after: number];
