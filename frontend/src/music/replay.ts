/** A model's single edits, one after the other: the mirror of generation/take.py. */
import { sameNote } from "./marks.ts";
import { type Note, type Song, sortNotes } from "./song.ts";
import { pitchName } from "./words.ts";
import { placeAt } from "./time.ts";

/** As recipes keep it: kind, track, onset, pitch, length, velocity. */
export type Edit = readonly ["add" | "remove", number, number, number, number, number];

export const noteOf = ([, , onset, pitch, length, velocity]: Edit): Note => ({
  onset,
  pitch,
  length,
  velocity,
});

/**
 * The edits of a recipe, or none: recipes of other techniques have none, and what is no list of
 * edits is ignored.
 */
export function editsOf(recipe: unknown): readonly Edit[] {
  const edits = (recipe as { edits?: unknown } | null)?.edits;
  return isEdits(edits) ? edits : [];
}

const isEdits = (value: unknown): value is Edit[] =>
  Array.isArray(value) && value.every((row) => Array.isArray(row) && row.length === 6);

/** The other takes of the same wish that a recipe holds beside its result, `song`. */
export function othersOf(song: Song, recipe: unknown): Song[] {
  const others = (recipe as { others?: unknown } | null)?.others;
  const known = Array.isArray(others) ? others.filter(isEdits) : [];
  return known.map((edits) => replayed(song, edits, edits.length));
}

/**
 * `song` after the first `count` edits. An edit that takes away a note that is not there changes
 * nothing.
 */
export function replayed(song: Song, edits: readonly Edit[], count: number): Song {
  const notes = song.tracks.map((track) => [...track.notes]);
  for (const edit of edits.slice(0, count)) {
    const list = notes[edit[1]];
    if (!list) continue;
    const note = noteOf(edit);
    const at = list.findIndex((other) => sameNote(other, note));
    if (edit[0] === "add") list.push(note);
    else if (at >= 0) list.splice(at, 1);
  }
  return {
    ...song,
    tracks: song.tracks.map((track, index) => ({ ...track, notes: sortNotes(notes[index] ?? []) })),
  };
}

/**
 * `song` as it was before its edits: what they added is taken away, what they took away comes back.
 */
export function rewound(song: Song, edits: readonly Edit[]): Song {
  const back = edits
    .toReversed()
    .map(([kind, ...note]): Edit => [kind === "add" ? "remove" : "add", ...note]);
  return replayed(song, back, back.length);
}

/** "added E 4 in bar 3". */
export function editWords(song: Song, edit: Edit): string {
  const note = noteOf(edit);
  const done = edit[0] === "add" ? "added" : "removed";
  return `${done} ${pitchName(note.pitch)} in bar ${placeAt(song, note.onset).bar}`;
}
