/** Which comments stand on a waveform, and which of them is spoken of now; no page is known. */
import { clockText } from "../music/time.ts";

export interface Mark {
  readonly id: number;
  readonly at_ms: number;
  readonly initial: string;
  readonly hue: number;
  readonly name: string;
  readonly words: string;
}

export interface Marks {
  readonly more: number; // of a sample: comments that are not in it
  readonly marks: readonly Mark[];
}

export interface PlacedMark {
  readonly mark: Mark;
  readonly share: number; // of the waveform's width, 0-1
}

const SPOKEN_OF_MS = 4_000; // that a comment is shown behind its moment

/**
 * Those that have room, in the order of time: none nearer to the one before than `apart`, a share
 * of the width. A song may have become shorter: what stood behind its end stands at its end.
 */
export function placed(marks: readonly Mark[], seconds: number, apart: number): PlacedMark[] {
  const found: PlacedMark[] = [];
  for (const mark of marks) {
    const share = seconds ? Math.min(1, mark.at_ms / 1000 / seconds) : 0;
    const last = found.at(-1);
    if (!last || share - last.share >= apart) found.push({ mark, share });
  }
  return found;
}

/** The last one whose moment was just heard. */
export function spokenOf(marks: readonly Mark[], seconds: number): Mark | null {
  const now = seconds * 1000;
  return marks.findLast((one) => one.at_ms <= now && now < one.at_ms + SPOKEN_OF_MS) ?? null;
}

export const toldOf = (mark: Mark): string =>
  `${clockText(mark.at_ms / 1000)}, ${mark.name}: ${mark.words}`;

/** How many of all stand there; nothing where all do. */
export function countedOf(shown: number, marks: Marks): string {
  const all = marks.marks.length + marks.more;
  if (shown >= all || !shown) return "";
  return `${shown} of ${all.toLocaleString("en")} comments are marked above.`;
}
