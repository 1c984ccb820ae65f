/**
 * The roll for who does not see the canvas: a hidden list of the notes near the cursor, whatever
 * the size of the song, one of which is the roll's active descendant.
 */
import type { Note } from "../music/song.ts";
import type { RollHandle } from "./handle.ts";
import { toggleNote } from "./keypresses.ts";
import { cellWords, emptyWords, shortWords } from "./spoken.ts";
import { noteCovering, type RollState, selectedNotes, trackNotes } from "./state.ts";
import { revealing } from "./view.ts";

export const NEAR = 40; // notes in the list at most
const STEP = NEAR / 2; // the list moves by so many, so that most moves leave it as it is

export interface NearNote {
  readonly index: number; // among the notes of the track, from 0
  readonly words: string;
  readonly selected: boolean;
}

/** What the tree holds for a state of the roll. */
export interface Near {
  readonly count: number; // notes of the track
  readonly notes: readonly NearNote[];
  readonly active: number | null; // index of the note that the keyboard acts on
  readonly empty: string | null; // the cell under the cursor, when no note is there
}

export function nearCursor(state: RollState): Near {
  const all = trackNotes(state);
  const acted = actedOn(state);
  const here = acted ? all.indexOf(acted) : firstFrom(all, state.cursor.tick);
  const from = Math.max(0, Math.floor(here / STEP) * STEP - STEP / 2);
  const notes = all.slice(from, from + NEAR).map((note, at) => ({
    index: from + at,
    words: note === acted && state.cursorMode ? cursorWords(state) : shortWords(state, note),
    selected: state.selection.has(note),
  }));
  const empty = state.cursorMode && !acted ? emptyWords(state) : null;
  return { count: all.length, notes, active: acted ? here : null, empty };
}

/** With its place in the list, which every reader says by itself, left out. */
const cursorWords = (state: RollState): string =>
  cellWords(state).replace(/, \d+ of \d+(, selected)?$/, "");

function actedOn(state: RollState): Note | undefined {
  const { cursor, cursorMode } = state;
  return cursorMode ? noteCovering(state, cursor.tick, cursor.pitch) : selectedNotes(state)[0];
}

/** Index of the first note from a tick on, or of the last note. */
function firstFrom(notes: readonly Note[], tick: number): number {
  const found = notes.findIndex(({ onset }) => onset >= tick);
  return found < 0 ? Math.max(0, notes.length - 1) : found;
}

export class NoteTree {
  private readonly roll: RollHandle;
  private readonly surface: HTMLElement;
  private readonly list = element("listbox", "near");
  private readonly cell = element("button", "cell");
  private shown: readonly unknown[] = [];

  constructor(surface: HTMLElement, roll: RollHandle) {
    this.surface = surface;
    this.roll = roll;
    const box = document.createElement("div");
    box.className = "tree";
    this.list.setAttribute("aria-label", "Notes near the cursor");
    this.cell.setAttribute("aria-roledescription", "cell");
    box.append(this.list, this.cell);
    surface.append(box);
    // What a screen reader presses here is no press on the canvas.
    for (const name of ["pointerdown", "pointerup", "dblclick"])
      box.addEventListener(name, (event) => event.stopPropagation());
    this.cell.addEventListener("click", () => toggleNote(roll));
    this.list.addEventListener("click", ({ target }) => {
      const place = (target as Element).getAttribute("aria-posinset");
      if (place) this.choose(Number(place) - 1);
    });
  }

  /** Brings the tree in line, where anything that it tells of has changed. */
  show(): void {
    const { state } = this.roll;
    const { song, track, cursor, cursorMode, selection, grid } = state;
    const now = [song, track, cursor.tick, cursor.pitch, cursorMode, selection, grid];
    if (now.every((part, index) => part === this.shown[index])) return;
    this.shown = now;
    this.fill(nearCursor(state));
  }

  private fill({ count, notes, active, empty }: Near): void {
    const { list, cell, surface } = this;
    list.hidden = notes.length === 0;
    const known = new Map([...list.children].map((option) => [option.id, option]));
    const options = notes.map((note) => {
      const made = known.get(idOf(note.index)) ?? element("option", idOf(note.index));
      return written(made, note, count);
    });
    // Those that stay are not touched, or a reader that stands on one would lose its place.
    if (options.length !== list.children.length || options.some((one) => !one.isConnected))
      list.replaceChildren(...options);
    cell.hidden = empty === null;
    cell.textContent = empty;
    const id = active !== null ? idOf(active) : empty === null ? null : cell.id;
    if (id) surface.setAttribute("aria-activedescendant", id);
    else surface.removeAttribute("aria-activedescendant");
  }

  /** The cursor goes to a note, which is selected, or is not any more. */
  private choose(index: number): void {
    const { state } = this.roll;
    const note = trackNotes(state)[index];
    if (!note) return;
    state.cursor = { tick: note.onset, pitch: note.pitch };
    state.cursorMode = true;
    state.view = revealing(state.view, note.onset, note.pitch);
    this.roll.select(state.selection.has(note) ? [] : [note]);
    this.roll.say(cellWords(state));
  }
}

const idOf = (index: number): string => `note-${index}`;

function written(option: Element, { index, words, selected }: NearNote, count: number): Element {
  const wanted = {
    "aria-roledescription": "note",
    "aria-setsize": String(count),
    "aria-posinset": String(index + 1),
    "aria-selected": String(selected),
  };
  for (const [name, value] of Object.entries(wanted))
    if (option.getAttribute(name) !== value) option.setAttribute(name, value);
  if (option.textContent !== words) option.textContent = words;
  return option;
}

export function element(role: string, id: string): HTMLElement {
  const made = document.createElement("div");
  made.setAttribute("role", role);
  made.id = id;
  return made;
}
