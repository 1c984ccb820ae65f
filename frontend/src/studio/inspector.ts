/** What is selected, with a button for everything that dragging does. */
import { changeVelocity, type Edit, moveNotes, resizeNotes } from "../music/edits.ts";
import type { Note, Song } from "../music/song.ts";
import { noteWords, plural } from "../music/words.ts";
import type { Elements } from "./elements.ts";
import { button, make } from "./page.ts";
import type { Studio } from "./studio.ts";

type Chosen = readonly [song: Song, track: number, notes: readonly Note[]];

/** A pair of buttons; `by` is -1 or 1. */
interface Pair {
  readonly name: string;
  readonly less: string;
  readonly more: string;
  readonly label: string; // of the step that undo names
  edit(chosen: Chosen, by: number, grid: number): Edit;
}

const PAIRS: readonly Pair[] = [
  {
    name: "Pitch",
    less: "Lower by a semitone",
    more: "Higher by a semitone",
    label: "Move notes",
    edit: (chosen, by) => moveNotes(...chosen, 0, by),
  },
  {
    name: "Time",
    less: "Earlier by a step",
    more: "Later by a step",
    label: "Move notes",
    edit: (chosen, by, grid) => moveNotes(...chosen, by * grid, 0),
  },
  {
    name: "Length",
    less: "Shorter by a step",
    more: "Longer by a step",
    label: "Change length",
    edit: (chosen, by, grid) => resizeNotes(...chosen, by * grid, grid),
  },
  {
    name: "Velocity",
    less: "Softer by 10",
    more: "Louder by 10",
    label: "Change velocity",
    edit: (chosen, by) => changeVelocity(...chosen, (velocity) => velocity + 10 * by),
  },
];

type Places = Pick<Elements, "inspectorText" | "inspectorButtons">;

export function bindInspector(studio: Studio, page: Places): void {
  page.inspectorButtons.replaceChildren(...PAIRS.flatMap((pair) => buttons(studio, pair)));
  studio.on(["selection", "song"], () => {
    const { selection } = studio.state;
    page.inspectorButtons.hidden = selection.length === 0;
    page.inspectorText.textContent = words(studio.song, selection);
  });
}

function buttons(studio: Studio, pair: Pair): HTMLElement[] {
  const step = (sign: string, title: string, by: number): HTMLButtonElement =>
    button(sign, { class: "button small icon", title, "aria-label": title }, () =>
      press(studio, pair, by),
    );
  return [make("span", {}, pair.name), step("−", pair.less, -1), step("+", pair.more, 1)];
}

function press(studio: Studio, { label, edit }: Pair, by: number): void {
  const { track, selection, grid } = studio.state;
  if (selection.length === 0) return;
  const { song, notes } = edit([studio.song, track, selection], by, grid);
  if (!studio.apply(song, label, notes)) return;
  const [first] = notes;
  const all = `${plural(notes.length, "note")}: ${label.toLowerCase()}`;
  if (first) studio.messages.say(notes.length === 1 ? noteWords(song, first) : all);
}

function words(song: Song, [first, ...others]: readonly Note[]): string {
  if (!first) return "Nothing selected. Click a note, or drag a frame with Shift.";
  return others.length === 0 ? noteWords(song, first) : `${others.length + 1} notes selected`;
}
