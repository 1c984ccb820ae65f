/** Which notes a model wrote: a mark that stays in the document until the note is edited. */
import type { Note, Song } from "./song.ts";

type Run = readonly [first: number, after: number];

export const sameNote = (a: Note, b: Note): boolean =>
  a.onset === b.onset && a.pitch === b.pitch && a.length === b.length && a.velocity === b.velocity;

export const marked = (note: Note): Note =>
  note.generated ? note : { ...note, generated: true };

export function unmarked({ onset, pitch, length, velocity }: Note): Note {
  return { onset, pitch, length, velocity };
}

/** What an edit made of a note: one's own, unless nothing about it has changed. */
export const edited = (before: Note, after: Note): Note =>
  after.generated && !sameNote(before, after) ? unmarked(after) : after;

/** Where the marked notes stand: a run for those that follow one another. */
export function runsOf(notes: readonly Note[]): [number, number][] {
  const runs: [number, number][] = [];
  notes.forEach(({ generated }, place) => {
    if (!generated) return;
    const last = runs.at(-1);
    if (last?.[1] === place) last[1] = place + 1;
    else runs.push([place, place + 1]);
  });
  return runs;
}

export function markRuns(notes: readonly Note[], runs: readonly Run[] = []): readonly Note[] {
  if (runs.length === 0) return notes;
  const places = new Set(
    runs.flatMap(([first, after]) =>
      Array.from({ length: after - first }, (_, index) => first + index),
    ),
  );
  return notes.map((note, place) => (places.has(place) ? marked(note) : note));
}

export const markedCount = (song: Song): number =>
  song.tracks.reduce((sum, { notes }) => sum + notes.filter((note) => note.generated).length, 0);
