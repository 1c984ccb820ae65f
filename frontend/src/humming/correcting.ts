/**
 * What a person puts right in notes that were heard. Each correction names its note by a moment
 * within it, so that it holds when the notes are read anew.
 */
import type { HummedNote } from "./notes.ts";

export type Correction = { readonly at: number } & ( // seconds
  | { readonly kind: "pitch"; readonly by: number } // semitones
  | { readonly kind: "delete" }
  | { readonly kind: "join" } // with the note behind it
);

export const middleOf = ({ start, end }: HummedNote): number => (start + end) / 2;

export const corrected = (
  notes: readonly HummedNote[],
  corrections: readonly Correction[],
): readonly HummedNote[] => corrections.reduce(correctedOnce, notes);

/** A correction whose note is not there any more does nothing. */
function correctedOnce(notes: readonly HummedNote[], correction: Correction) {
  const { at } = correction;
  const index = notes.findIndex(({ start, end }) => start <= at && at < end);
  const note = notes[index];
  if (!note) return notes;
  if (correction.kind === "delete") return notes.toSpliced(index, 1);
  if (correction.kind === "pitch") return notes.with(index, raised(note, correction.by));
  const next = notes[index + 1];
  return next ? notes.toSpliced(index, 2, joined(note, next)) : notes;
}

const raised = (note: HummedNote, by: number): HummedNote => ({
  ...note,
  pitch: Math.min(127, Math.max(0, note.pitch + by)),
});

/** The longer one gives the pitch. */
function joined(one: HummedNote, other: HummedNote): HummedNote {
  const pitch = one.end - one.start >= other.end - other.start ? one.pitch : other.pitch;
  const velocity = Math.max(one.velocity, other.velocity);
  return { start: one.start, end: other.end, pitch, velocity };
}
