/** Letters for tones: sharps or flats as the key has them, by their places among the fifths. */
import type { Key } from "../music/keys.ts";

export type { Key };

const LETTERS = "FCGDAEB"; // each a fifth above the one before; C is at place 0
const HIGHEST = 10; // A♯: beyond it and below C♭ the plainer name is better
const LOWEST = -7;

const remainder = (value: number, by: number): number => ((value % by) + by) % by;

/** The place of a tone among the twelve from `first` on. */
const placeFrom = (first: number, tone: number): number => first + remainder(tone * 7 - first, 12);

/** Where the seven tones of the key's signature begin: F of C major is -1. */
function firstOf({ tonic, minor }: Key): number {
  const major = remainder(tonic + (minor ? 3 : 0), 12);
  return placeFrom(-5, major) - 1;
}

function nameAt(place: number): string {
  const plain = place > HIGHEST ? place - 12 : place < LOWEST ? place + 12 : place;
  const letter = LETTERS[remainder(plain + 1, 7)] ?? "";
  const signs = Math.floor((plain + 1) / 7);
  return letter + (signs < 0 ? "♭" : "♯").repeat(Math.abs(signs));
}

/** The root of a chord in a key; without one as in C major. */
export function spell(tone: number, key: Key | null): string {
  const first = firstOf(key ?? { tonic: 0, minor: false });
  // Minor keys lead to their tonic from a raised tone, major ones borrow lowered ones.
  return nameAt(placeFrom(first - (key?.minor ? 2 : 4), tone));
}

// Places among the fifths of what lies so many semitones above the root of a chord.
const STEPS: readonly number[] = [0, -5, 2, -3, 4, -1, -6, 1, -4, 3, -2, 5];

/** A tone of a chord whose root has this name: the third of E is G♯. */
export function spellFrom(root: string, semitones: number): string {
  const signs = root.length - 1;
  const place = LETTERS.indexOf(root[0] ?? "C") - 1 + (root[1] === "♭" ? -7 : 7) * signs;
  return nameAt(place + (STEPS[remainder(semitones, 12)] ?? 0));
}

export const toneWords = (name: string): string =>
  name.replace("♯", " sharp").replace("♭", " flat");
