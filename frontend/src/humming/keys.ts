/** Keys: which one a melody is in, and the nearest tone of a key. */
import type { HummedNote } from "./notes.ts";

export interface Key {
  readonly tonic: number; // 0 is C
  readonly minor: boolean;
}

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];
// How well each tone fits a key, from its tonic on (Krumhansl and Kessler, 1982).
const FITS_MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const FITS_MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];
const NAMES = ["C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];

export const KEYS: readonly Key[] = [false, true].flatMap((minor) =>
  NAMES.map((_, tonic) => ({ tonic, minor })),
);

export const keyName = ({ tonic, minor }: Key): string =>
  `${NAMES[tonic]} ${minor ? "minor" : "major"}`;

/** The key whose tones the melody dwells on; null without notes. */
export function likelyKey(notes: readonly HummedNote[]): Key | null {
  if (notes.length === 0) return null;
  const lengths = Array.from({ length: 12 }, () => 0);
  for (const { start, end, pitch } of notes)
    lengths[pitch % 12] = (lengths[pitch % 12] ?? 0) + end - start;
  const scores = KEYS.map((key) => agreement(lengths, key));
  return KEYS[scores.indexOf(Math.max(...scores))] ?? null;
}

/** The correlation of what is dwelt on with what fits the key. */
function agreement(lengths: readonly number[], { tonic, minor }: Key): number {
  const fits = minor ? FITS_MINOR : FITS_MAJOR;
  const turned = lengths.map((_, tone) => fits[(tone - tonic + 12) % 12] ?? 0);
  const [a, b] = [centred(lengths), centred(turned)];
  const product = a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return product / (Math.hypot(...a) * Math.hypot(...b) || 1);
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.map((value) => value - mean);
}

/** The nearest pitch of the key; of two the one below. */
export function inKey(pitch: number, { tonic, minor }: Key): number {
  const tones = (minor ? MINOR : MAJOR).map((step) => (step + tonic) % 12);
  const near = [0, -1, 1].map((by) => pitch + by);
  return near.find((each) => tones.includes(((each % 12) + 12) % 12)) ?? pitch;
}
