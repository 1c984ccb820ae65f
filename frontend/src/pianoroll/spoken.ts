/** The roll in words: its track, the cell under the cursor, and the chord over it. */
import type { Note } from "../music/song.ts";
import { lengthWords, noteWords, pitchWords, placeWords } from "../music/words.ts";
import { chordAt, isDrums, noteCovering, type RollState, trackNotes } from "./state.ts";

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

export function trackLine({ song, track }: RollState): string {
  const { name = "", notes = [] } = song.tracks[track] ?? {};
  return `Notes of ${name || `track ${track + 1}`}: ${notes.length}`;
}

/** The chord that the cursor has come under, where chords are shown; nothing within one. */
export function chordWords(state: RollState, before: number): string {
  const chord = chordAt(state, state.cursor.tick);
  return chord && chord !== chordAt(state, before) ? `. Chord ${chord.words}` : "";
}
