/** What is selected, with a button for everything that dragging does. */
import { changeVelocity, type Edit, moveNotes, resizeNotes } from "../music/edits.ts";
import { parted } from "../music/overlaps.ts";
import type { Note, Song } from "../music/song.ts";
import { noteWords, plural } from "../music/words.ts";
import type { Elements } from "./elements.ts";
import { button, make } from "./page.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";

type Chosen = readonly [song: Song, track: number, notes: readonly Note[]];

/** A pair of buttons; `by` is -1 or 1. */
interface Pair {
  readonly name: string;
  readonly less: string;
  readonly more: string;
  readonly keys?: readonly [less: string, more: string]; // in the roll
  readonly label: string; // of the step that undo names
  edit(chosen: Chosen, by: number, grid: number): Edit;
}

const PAIRS: readonly Pair[] = [
  {
    name: "Pitch",
    less: "Lower by a semitone",
    more: "Higher by a semitone",
    keys: ["↓", "↑"],
    label: "Move notes",
    edit: (chosen, by) => moveNotes(...chosen, 0, by),
  },
  {
    name: "Time",
    less: "Earlier by a step",
    more: "Later by a step",
    keys: ["←", "→"],
    label: "Move notes",
    edit: (chosen, by, grid) => moveNotes(...chosen, by * grid, 0),
  },
  {
    name: "Length",
    less: "Shorter by a step",
    more: "Longer by a step",
    keys: ["Alt+←", "Alt+→"],
    label: "Change length",
    edit: (chosen, by, grid) => parted(resizeNotes(...chosen, by * grid, grid), chosen[1]),
  },
  {
    name: "Velocity",
    less: "Softer by 10",
    more: "Louder by 10",
    label: "Change velocity",
    edit: (chosen, by) => changeVelocity(...chosen, (velocity) => velocity + 10 * by),
  },
];

const WHY = "Why this note?";
const ANEW = "Bars anew"; // of what is selected, by a model

type Places = Pick<Elements, "inspectorText" | "inspectorButtons">;

export function bindInspector(studio: Studio, page: Places): void {
  const velocity = velocityField(studio);
  page.inspectorButtons.replaceChildren(
    ...PAIRS.flatMap((pair) => buttons(studio, pair)),
    velocity,
    make("button", { type: "button", class: "button small", "data-command": "regenerate" }, ANEW),
    make("button", { type: "button", class: "button small", "data-command": "why" }, WHY),
  );
  studio.on(["selection", "song"], () => {
    const { selection } = studio.state;
    page.inspectorButtons.hidden = selection.length === 0;
    page.inspectorText.textContent = words(studio, selection);
    showVelocity(velocity, selection);
  });
}

/** One velocity for all that is selected. */
function velocityField(studio: Studio): HTMLInputElement {
  const field = make("input", {
    ...{ type: "number", min: 1, max: 127, inputmode: "numeric", class: "velocity" },
    "aria-label": "Velocity of the selected notes",
    title: "One velocity for all selected notes, 1 to 127",
  });
  field.addEventListener("change", () => {
    const { track, selection } = studio.state;
    const wished = Math.round(Number(field.value));
    if (selection.length === 0 || !(wished >= 1)) return showVelocity(field, selection);
    const edit = changeVelocity(studio.song, track, selection, () => wished);
    studio.apply(edit.song, "Change velocity", edit.notes);
    const { velocity = wished } = edit.notes[0] ?? {};
    studio.messages.say(`${plural(edit.notes.length, "note")}: velocity ${velocity}`);
  });
  return field;
}

/** Empty where they differ: then both ends stand behind it. */
function showVelocity(field: HTMLInputElement, selection: readonly Note[]): void {
  const all = selection.map(({ velocity }) => velocity);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  field.value = least === most ? String(least) : "";
  field.placeholder = least < most ? `${least}–${most}` : "";
}

function buttons(studio: Studio, pair: Pair): HTMLElement[] {
  const [less, more] = pair.keys ?? [];
  const step = (sign: string, words: string, by: number, key?: string): HTMLButtonElement => {
    const title = key ? `${words} (${key})` : words;
    const looks = { class: "button small icon", title, "aria-label": words };
    return button(sign, looks, () => press(studio, pair, by));
  };
  return [
    make("span", {}, pair.name),
    step("−", pair.less, -1, less),
    step("+", pair.more, 1, more),
  ];
}

function press(studio: Studio, { label, edit }: Pair, by: number): void {
  const { track, selection, grid } = studio.state;
  if (selection.length === 0) return;
  const { song, notes } = edit([studio.song, track, selection], by, grid);
  if (!studio.apply(song, label, notes)) return;
  const [first] = notes;
  const all = `${plural(notes.length, "note")}: ${label.toLowerCase()}`;
  if (first) studio.messages.say(notes.length === 1 ? words(studio, notes) : all);
}

function words({ song, state }: Studio, [first, ...others]: readonly Note[]): string {
  if (!first) return "Nothing selected. Click a note, or drag a frame with Shift.";
  if (others.length > 0) return `${others.length + 1} notes selected`;
  return noteWords(song, first, currentTrack(state)?.drums);
}
