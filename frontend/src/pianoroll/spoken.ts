/** The cell under the cursor in words: what sounds there, and where in the note one is. */
import type { Note } from "../music/song.ts";
import { lengthWords, noteWords, pitchWords, placeWords } from "../music/words.ts";
import { isDrums, noteCovering, type RollState, trackNotes } from "./state.ts";

/** One sentence for one key press. */
export function cellWords(state: RollState): string {
  const { tick, pitch } = state.cursor;
  const note = noteCovering(state, tick, pitch);
  if (!note) return emptyWords(state);
  const notes = trackNotes(state);
  const selected = state.selection.has(note) ? ", selected" : "";
  return `${withinWords(state, note)}, ${notes.indexOf(note) + 1} of ${notes.length}${selected}`;
}

export function emptyWords(state: RollState): string {
  const { song, cursor } = state;
  return `${named(state, cursor.pitch)}, ${placeWords(song, cursor.tick)}, empty`;
}

/** A note as a whole where it begins; further in, how far: its velocity was said before. */
function withinWords(state: RollState, note: Note): string {
  const { song, grid, cursor } = state;
  const steps = Math.ceil(note.length / grid);
  const step = Math.floor((cursor.tick - note.onset) / grid) + 1;
  if (step === 1) return noteWords(song, note, isDrums(state));
  return `${shortWords(state, note)}, step ${step} of ${steps}`;
}

const named = (state: RollState, pitch: number): string => pitchWords(pitch, isDrums(state));

export const shortWords = (state: RollState, note: Note): string =>
  `${named(state, note.pitch)}, ${placeWords(state.song, note.onset)}, ${lengthWords(note.length)}`;
