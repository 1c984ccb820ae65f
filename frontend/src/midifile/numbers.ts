/** Numbers out of bytes, and rounding as the server does it. */

/** Big-endian, unsigned; 0 for no bytes. */
export function bigEndian(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = value * 256 + byte;
  return value;
}

export const littleEndian = (bytes: Uint8Array): number => bigEndian(bytes.toReversed());

/** To the nearest whole number; from the middle to the even one. */
export function roundEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** Whether the bytes begin with these letters; each is one byte. */
export const beginsWith = (bytes: Uint8Array, letters: string, at = 0): boolean =>
  [...letters].every((letter, place) => bytes[at + place] === letter.codePointAt(0));
