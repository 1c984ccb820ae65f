/** The roll without a mouse: a cell cursor that speaks, and arrows for the selected notes. */
import { addNotes, type Edit, moveNotes, removeNotes, resizeNotes } from "../music/edits.ts";
import { parted } from "../music/overlaps.ts";
import { degreeOf, moveInScale, pitchOf } from "../music/scales.ts";
import type { Note } from "../music/song.ts";
import { barTicks, meterAt } from "../music/time.ts";
import { lengthWords, noteWords, pitchWords, placeWords } from "../music/words.ts";
import type { RollHandle } from "./handle.ts";
import { cellWords, chordWords } from "./spoken.ts";
import {
  isDrums,
  lockOf,
  noteCovering,
  type RollState,
  selectedNotes,
} from "./state.ts";
import { revealing } from "./view.ts";

const ARROWS: Readonly<Record<string, readonly [steps: number, semitones: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Acts on a key pressed in the roll; false when the key means nothing here. */
export function rollKey(roll: RollHandle, event: KeyboardEvent): boolean {
  const { state } = roll;
  const arrow = ARROWS[event.key];
  if (arrow) {
    const [steps, semitones] = arrow;
    if (!state.cursorMode && state.selection.size > 0) moveSelection(roll, event, steps, semitones);
    else cursorArrow(roll, event, steps, semitones);
    return true;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === "Enter") toggleNote(roll);
  else if (event.key === "PageUp" || event.key === "PageDown")
    moveBar(roll, event.key === "PageDown" ? 1 : -1);
  else if (event.key === "Delete" || event.key === "Backspace") erase(roll);
  else if (event.key === "Escape" && state.selection.size > 0) leaveSelection(roll);
  else return false;
  return true;
}

const spoken = (state: RollState, note: Note): string =>
  noteWords(state.song, note, isDrums(state));
const named = (state: RollState, pitch: number): string => pitchWords(pitch, isDrums(state));

/** What stands under the cursor, in words. */
export const cursorWords = (roll: RollHandle): string => cellWords(roll.state);

function cursorArrow(
  roll: RollHandle,
  event: KeyboardEvent,
  steps: number,
  semitones: number,
): void {
  const { state } = roll;
  state.cursorMode = true;
  const under = noteCovering(state, state.cursor.tick, state.cursor.pitch);
  const acted = state.selection.size > 0 ? selectedNotes(state) : under ? [under] : [];
  if (event.altKey) return resize(roll, acted, steps || semitones);
  if (event.ctrlKey || event.metaKey) return moveWithCursor(roll, acted, steps, semitones);
  if (event.shiftKey) extend(roll, under);
  const before = state.cursor.tick;
  moveCursor(roll, steps * state.grid, semitones);
  if (event.shiftKey) extend(roll, noteCovering(state, state.cursor.tick, state.cursor.pitch));
  roll.say(cursorWords(roll) + chordWords(state, before));
}

function moveCursor(roll: RollHandle, ticks: number, semitones: number): void {
  const { state } = roll;
  const tick = Math.max(0, Math.round((state.cursor.tick + ticks) / state.grid) * state.grid);
  const pitch = rowBeside(state, semitones);
  state.cursor = { tick, pitch };
  state.view = revealing(state.view, tick, pitch);
  const note = noteCovering(state, tick, pitch);
  if (semitones || note) roll.audition(pitch, note ? note.velocity : 35); // soft over empty cells
  roll.redraw();
}

/** So many rows above the cursor; in a scale that is kept to, so many of its notes. */
function rowBeside(state: RollState, rows: number): number {
  const { pitch } = state.cursor;
  const lock = lockOf(state);
  const wished = lock && rows ? pitchOf(degreeOf(pitch, lock) + rows, lock) : pitch + rows;
  return Math.min(127, Math.max(0, wished));
}

function moveBar(roll: RollHandle, direction: number): void {
  const { song, cursor } = roll.state;
  roll.state.cursorMode = true;
  moveCursor(roll, direction * barTicks(meterAt(song, cursor.tick)), 0);
  roll.say(cursorWords(roll) + chordWords(roll.state, cursor.tick));
}

function extend(roll: RollHandle, note: Note | undefined): void {
  if (note) roll.select([...roll.state.selection, note]);
}

export function toggleNote(roll: RollHandle): void {
  const { state } = roll;
  state.cursorMode = true;
  const { tick, pitch } = state.cursor;
  const note = noteCovering(state, tick, pitch);
  if (note) {
    roll.commit(removeNotes(state.song, state.track, [note]), "Erase note");
    roll.say(`Erased ${named(state, pitch)}, ${placeWords(state.song, note.onset)}`);
    return;
  }
  const added: Note = { onset: tick, pitch, length: state.newLength, velocity: state.newVelocity };
  const edit = parted(addNotes(state.song, state.track, [added]), state.track);
  roll.commit({ ...edit, notes: [] }, "Add note");
  roll.audition(pitch, state.newVelocity);
  roll.say(`Added ${spoken(state, edit.notes[0] ?? added)}`);
}

function moveWithCursor(
  roll: RollHandle,
  notes: readonly Note[],
  steps: number,
  semitones: number,
): void {
  if (notes.length === 0) return roll.say("No note here to move");
  const { state } = roll;
  const before = state.cursor;
  commitMove(roll, notes, steps * state.grid, semitones);
  const tick = Math.max(0, before.tick + steps * state.grid);
  state.cursor = { tick, pitch: rowBeside(state, semitones) };
  state.view = revealing(state.view, state.cursor.tick, state.cursor.pitch);
  roll.redraw();
}

function moveSelection(
  roll: RollHandle,
  event: KeyboardEvent,
  steps: number,
  semitones: number,
): void {
  const notes = selectedNotes(roll.state);
  if (event.altKey) return resize(roll, notes, steps || semitones);
  const octave = event.shiftKey && semitones !== 0;
  commitMove(roll, notes, steps * roll.state.grid, semitones * (octave ? 12 : 1), octave);
}

function commitMove(
  roll: RollHandle,
  notes: readonly Note[],
  ticks: number,
  semitones: number,
  octave = false,
): void {
  const { song, track } = roll.state;
  const lock = octave || !semitones ? null : lockOf(roll.state);
  const edit = lock
    ? moveInScale(song, track, notes, ticks, semitones, lock)
    : moveNotes(song, track, notes, ticks, semitones);
  keepSelection(roll, edit, "Move notes");
  const first = edit.notes[0];
  if (!first) return;
  if (semitones) roll.audition(first.pitch, first.velocity);
  roll.say(
    edit.notes.length === 1
      ? spoken(roll.state, first)
      : `${edit.notes.length} notes moved, the first now ${spoken(roll.state, first)}`,
  );
}

function resize(roll: RollHandle, notes: readonly Note[], steps: number): void {
  const { song, track, grid } = roll.state;
  if (notes.length === 0) return roll.say("No note here to make longer or shorter");
  const edit = parted(resizeNotes(song, track, notes, steps * grid, grid), track);
  keepSelection(roll, edit, "Change length");
  roll.say(`Length ${edit.notes.map((note) => lengthWords(note.length))[0]}`);
}

/** With the cell cursor a note is acted on without being selected. */
function keepSelection(roll: RollHandle, edit: Edit, label: string): void {
  const selected = roll.state.selection.size > 0;
  roll.commit(selected ? edit : { ...edit, notes: [] }, label);
}

function erase(roll: RollHandle): void {
  const { state } = roll;
  const under = noteCovering(state, state.cursor.tick, state.cursor.pitch);
  const notes =
    state.selection.size > 0 ? selectedNotes(state) : state.cursorMode && under ? [under] : [];
  if (notes.length === 0) return roll.say("Nothing to erase");
  roll.commit(
    removeNotes(state.song, state.track, notes),
    notes.length > 1 ? "Erase notes" : "Erase note",
  );
  roll.say(`Erased ${notes.length === 1 ? "1 note" : `${notes.length} notes`}`);
}

function leaveSelection(roll: RollHandle): void {
  const first = selectedNotes(roll.state)[0];
  roll.select([]);
  roll.state.cursorMode = true;
  if (first) roll.state.cursor = { tick: first.onset, pitch: first.pitch };
  roll.say(`Cell cursor. ${cursorWords(roll)}`);
  roll.redraw();
}
