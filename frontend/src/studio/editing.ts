/** What the commands do to notes: the same edits as the roll's, on the selection. */
import {
  duplicateNotes,
  type Edit,
  pasteNotes,
  quantiseNotes,
  removeNotes,
} from "../music/edits.ts";
import { snapNear } from "../music/grid.ts";
import { redoLabel, undoLabel } from "../music/history.ts";
import { plural } from "../music/words.ts";
import * as changes from "./changes.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";

function apply(studio: Studio, edit: Edit, label: string): void {
  if (!studio.apply(edit.song, label, edit.notes)) return;
  studio.messages.say(`${label}: ${plural(edit.notes.length, "note")}`);
}

export function removeSelection(studio: Studio): void {
  const { track, selection } = studio.state;
  if (selection.length === 0) return;
  const { song } = removeNotes(studio.song, track, selection);
  if (!studio.apply(song, selection.length > 1 ? "Erase notes" : "Erase note")) return;
  studio.messages.say(`Erased ${plural(selection.length, "note")}`);
}

export function copySelection(studio: Studio): void {
  const { selection } = studio.state;
  if (selection.length === 0) return;
  studio.change(changes.copyNotes);
  studio.messages.say(`Copied ${plural(selection.length, "note")}`);
}

export function cutSelection(studio: Studio): void {
  copySelection(studio);
  removeSelection(studio);
}

export function pasteAtPlayhead(studio: Studio): void {
  const { clipboard, track, grid } = studio.state;
  if (clipboard.length === 0) return;
  const tick = snapNear(studio.player.tick, grid);
  const copies = clipboard.map((note) => ({ ...note }));
  apply(studio, pasteNotes(studio.song, track, copies, tick), "Paste");
}

export function duplicateSelection(studio: Studio): void {
  const { selection, track, grid } = studio.state;
  if (selection.length === 0) return;
  apply(studio, duplicateNotes(studio.song, track, selection, grid), "Duplicate");
}

/** The selection, or the whole track when nothing is selected. */
export function quantise(studio: Studio): void {
  const { selection, track, grid } = studio.state;
  const selected = selection.length > 0;
  const notes = selected ? selection : (currentTrack(studio.state)?.notes ?? []);
  if (notes.length === 0) return;
  const edit = quantiseNotes(studio.song, track, notes, grid);
  if (!studio.apply(edit.song, "Tidy to grid", selected ? edit.notes : [])) return;
  studio.messages.say(`${plural(notes.length, "note")} set on the grid`);
}

export function selectAll(studio: Studio): void {
  const notes = currentTrack(studio.state)?.notes ?? [];
  studio.change(changes.selectNotes, notes);
  studio.messages.say(`${plural(notes.length, "note")} selected`);
}

export function undo(studio: Studio): void {
  const { heard, piece } = studio.state;
  const label = heard ? "back to your song" : undoLabel(piece.history);
  studio.change(changes.undo);
  studio.messages.say(label ? `Undone: ${label}` : "Nothing to undo");
}

export function redo(studio: Studio): void {
  const label = redoLabel(studio.state.piece.history);
  studio.change(changes.redo);
  studio.messages.say(label ? `Done again: ${label}` : "Nothing to redo");
}
