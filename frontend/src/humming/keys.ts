/** The key of what was hummed, and the nearest tone of a key. */
import { type Key, keyOf } from "../music/keys.ts";
import type { HummedNote } from "./notes.ts";

const MAJOR = [0, 2, 4, 5, 7, 9, 11];
const MINOR = [0, 2, 3, 5, 7, 8, 10];

/** The key whose tones the melody dwells on; null without notes. */
export function likelyKey(notes: readonly HummedNote[]): Key | null {
  const lengths = Array.from({ length: 12 }, () => 0);
  for (const { start, end, pitch } of notes)
    lengths[pitch % 12] = (lengths[pitch % 12] ?? 0) + end - start;
  return keyOf(lengths);
}

/** The nearest pitch of the key; of two the one below. */
export function inKey(pitch: number, { tonic, minor }: Key): number {
  const tones = (minor ? MINOR : MAJOR).map((step) => (step + tonic) % 12);
  const near = [0, -1, 1].map((by) => pitch + by);
  return near.find((each) => tones.includes(((each % 12) + 12) % 12)) ?? pitch;
}
