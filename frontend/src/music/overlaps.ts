/**
 * One pitch sounds once at a time: the end of the earlier of two notes would cut off the later one.
 */
import { changeTrack, type Edit } from "./edits.ts";
import { edited } from "./marks.ts";
import type { Note } from "./song.ts";

const endOf = ({ onset, length }: Note): number => onset + length;

/**
 * Where the notes of the edit meet others of their pitch, the earlier one ends as the later begins;
 * of two that begin together the edit's own stays. Notes that it does not touch stay as they are.
 */
export function parted(edit: Edit, index: number): Edit {
  const own = new Set(edit.notes);
  const pitches = new Set(edit.notes.map(({ pitch }) => pitch));
  const shorter = new Map<Note, Note | null>(); // null: it goes
  const latest = new Map<number, Note>();
  for (const note of edit.song.tracks[index]?.notes ?? []) {
    if (!pitches.has(note.pitch)) continue;
    const before = latest.get(note.pitch);
    const stays = before ? meet(before, note, own, shorter) : note;
    latest.set(note.pitch, stays);
  }
  return shorter.size === 0 ? edit : replaced(edit, index, shorter);
}

/** Notes down what becomes of two that follow each other; returns the one that goes on. */
function meet(
  before: Note,
  note: Note,
  own: ReadonlySet<Note>,
  shorter: Map<Note, Note | null>,
): Note {
  const apart = endOf(before) <= note.onset || !(own.has(before) || own.has(note));
  if (apart) return endOf(before) > endOf(note) ? before : note;
  if (before.onset < note.onset) {
    shorter.set(before, edited(before, { ...before, length: note.onset - before.onset }));
    return note;
  }
  const gone = own.has(note) ? before : note;
  shorter.set(gone, null);
  return gone === note ? before : note;
}

function replaced(edit: Edit, index: number, shorter: ReadonlyMap<Note, Note | null>): Edit {
  const now = (notes: readonly Note[]): Note[] =>
    notes.flatMap((note) => {
      const changed = shorter.get(note);
      if (changed === undefined) return [note];
      return changed ? [changed] : [];
    });
  const notes = now(edit.song.tracks[index]?.notes ?? []);
  return { song: changeTrack(edit.song, index, { notes }), notes: now(edit.notes) };
}
