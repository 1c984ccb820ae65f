/** Keys: their names, and the one whose tones are dwelt on. */

export interface Key {
  readonly tonic: number; // 0 is C
  readonly minor: boolean;
}

// How well each tone fits a key, from its tonic on (Krumhansl and Kessler, 1982).
const FITS_MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88];
const FITS_MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17];
const NAMES = ["C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"];

export const KEYS: readonly Key[] = [false, true].flatMap((minor) =>
  NAMES.map((_, tonic) => ({ tonic, minor })),
);

export const keyName = ({ tonic, minor }: Key): string =>
  `${NAMES[tonic]} ${minor ? "minor" : "major"}`;

/** The key that agrees best with how long each tone sounds, from C on; null where nothing tells. */
export function keyOf(lengths: readonly number[]): Key | null {
  if (lengths.every((length) => length === lengths[0])) return null;
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
