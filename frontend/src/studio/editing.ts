/** What the commands do to notes: the same edits as the roll's, on the selection. */
import {
  duplicateNotes,
  type Edit,
  pasteNotes,
  removeNotes,
} from "../music/edits.ts";
import { isTriplet, snapNear } from "../music/grid.ts";
import { redoLabel, undoLabel } from "../music/history.ts";
import { parted } from "../music/overlaps.ts";
import type { Note } from "../music/song.ts";
import { STRAIGHT, type Tidy, tidyNotes } from "../music/tidy.ts";
import { plural } from "../music/words.ts";
import * as changes from "./changes.ts";
import { currentTrack, type StudioState } from "./state.ts";
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
  apply(studio, parted(pasteNotes(studio.song, track, copies, tick), track), "Paste");
}

export function duplicateSelection(studio: Studio): void {
  const { selection, track, grid } = studio.state;
  if (selection.length === 0) return;
  apply(studio, parted(duplicateNotes(studio.song, track, selection, grid), track), "Duplicate");
}

/** What tidying is about: the selection, or the whole track when nothing is selected. */
export const tidiable = (state: StudioState): readonly Note[] =>
  state.selection.length > 0 ? state.selection : (currentTrack(state)?.notes ?? []);

/** As it is chosen; triplets do not swing. */
export const tidyOf = ({ tidy, grid }: StudioState): Tidy =>
  isTriplet(grid) ? { ...tidy, swing: STRAIGHT } : tidy;

export function tidied(studio: Studio): Edit {
  const { state, song } = studio;
  return tidyNotes(song, state.track, tidiable(state), state.grid, tidyOf(state));
}

export function quantise(studio: Studio): void {
  const { state } = studio;
  if (tidiable(state).length === 0) return;
  const { song, notes } = tidied(studio);
  if (!studio.apply(song, "Tidy to grid", state.selection.length > 0 ? notes : [])) return;
  studio.messages.say(`${plural(notes.length, "note")} set on the grid${manner(tidyOf(state))}`);
}

function manner({ strength, swing, lengths }: Tidy): string {
  const parts = [
    strength < 1 ? `, ${Math.round(strength * 100)} % of the way` : "",
    swing > STRAIGHT ? `, with a swing of ${swing} %` : "",
    lengths ? ", lengths too" : "",
  ];
  return parts.join("");
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
