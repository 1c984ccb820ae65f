/** What the commands do to notes: the same edits as the roll's, on the selection. */
import {
  duplicateNotes,
  type Edit,
  pasteNotes,
  quantiseNotes,
  removeNotes,
} from "../music/edits.ts";
import { snapNear } from "../music/grid.ts";
import { plural } from "../music/words.ts";
import { say } from "./messages.ts";
import type { Studio } from "./studio.ts";

function apply(studio: Studio, edit: Edit, label: string): void {
  studio.apply(edit.song, label, edit.notes);
  say(`${label}: ${plural(edit.notes.length, "note")}`);
}

export function removeSelection(studio: Studio): void {
  const count = studio.selection.length;
  if (count === 0) return;
  studio.apply(
    removeNotes(studio.song, studio.track, studio.selection).song,
    count > 1 ? "Erase notes" : "Erase note",
  );
  say(`Erased ${plural(count, "note")}`);
}

export function copySelection(studio: Studio): void {
  if (studio.selection.length === 0) return;
  studio.clipboard = [...studio.selection];
  say(`Copied ${plural(studio.clipboard.length, "note")}`);
}

export function cutSelection(studio: Studio): void {
  copySelection(studio);
  removeSelection(studio);
}

export function pasteAtPlayhead(studio: Studio): void {
  if (studio.clipboard.length === 0) return;
  const tick = snapNear(studio.player.tick, studio.grid);
  apply(
    studio,
    pasteNotes(
      studio.song,
      studio.track,
      studio.clipboard.map((note) => ({ ...note })),
      tick,
    ),
    "Paste",
  );
}

export function duplicateSelection(studio: Studio): void {
  if (studio.selection.length === 0) return;
  apply(
    studio,
    duplicateNotes(studio.song, studio.track, studio.selection, studio.grid),
    "Duplicate",
  );
}

/** The selection, or the whole track when nothing is selected. */
export function quantise(studio: Studio): void {
  const selected = studio.selection.length > 0;
  const notes = selected ? studio.selection : (studio.current?.notes ?? []);
  if (notes.length === 0) return;
  const edit = quantiseNotes(studio.song, studio.track, notes, studio.grid);
  studio.apply(edit.song, "Tidy to grid", selected ? edit.notes : []);
  say(`${plural(notes.length, "note")} set on the grid`);
}

export function selectAll(studio: Studio): void {
  studio.select(studio.current?.notes ?? []);
  say(`${plural(studio.selection.length, "note")} selected`);
}

export function undo(studio: Studio): void {
  const label = studio.undo();
  say(label ? `Undone: ${label}` : "Nothing to undo");
}

export function redo(studio: Studio): void {
  const label = studio.redo();
  say(label ? `Done again: ${label}` : "Nothing to redo");
}
