/** What is selected, with a button for everything that dragging does. */
import { changeVelocity, type Edit, moveNotes, resizeNotes } from "../music/edits.ts";
import { noteWords, plural } from "../music/words.ts";
import { say } from "./messages.ts";
import { button, byId, make } from "./page.ts";
import type { Studio } from "./studio.ts";

export function bindInspector(studio: Studio): void {
  const text = byId("inspector-text");
  const bar = byId("inspector-buttons");
  const act = (label: string, make: () => Edit): void => {
    if (studio.selection.length === 0) return;
    const edit = make();
    studio.apply(edit.song, label, edit.notes);
    const first = edit.notes[0];
    if (first)
      say(
        edit.notes.length === 1
          ? noteWords(edit.song, first)
          : `${plural(edit.notes.length, "note")}: ${label.toLowerCase()}`,
      );
  };
  const args = (): [typeof studio.song, number, typeof studio.selection] => [
    studio.song,
    studio.track,
    studio.selection,
  ];
  const step = (sign: string, title: string, label: string, edit: () => Edit): HTMLButtonElement =>
    button(sign, { class: "button small icon", title, "aria-label": title }, () =>
      act(label, edit),
    );
  bar.replaceChildren(
    make("span", {}, "Pitch"),
    step("−", "Lower by a semitone", "Move notes", () => moveNotes(...args(), 0, -1)),
    step("+", "Higher by a semitone", "Move notes", () => moveNotes(...args(), 0, 1)),
    make("span", {}, "Time"),
    step("−", "Earlier by a step", "Move notes", () => moveNotes(...args(), -studio.grid, 0)),
    step("+", "Later by a step", "Move notes", () => moveNotes(...args(), studio.grid, 0)),
    make("span", {}, "Length"),
    step("−", "Shorter by a step", "Change length", () =>
      resizeNotes(...args(), -studio.grid, studio.grid),
    ),
    step("+", "Longer by a step", "Change length", () =>
      resizeNotes(...args(), studio.grid, studio.grid),
    ),
    make("span", {}, "Velocity"),
    step("−", "Softer by 10", "Change velocity", () =>
      changeVelocity(...args(), (velocity) => velocity - 10),
    ),
    step("+", "Louder by 10", "Change velocity", () =>
      changeVelocity(...args(), (velocity) => velocity + 10),
    ),
  );
  studio.on(["selection", "song"], () => {
    const [first] = studio.selection;
    bar.hidden = !first;
    if (!first) text.textContent = "Nothing selected. Click a note, or drag a frame with Shift.";
    else if (studio.selection.length === 1) text.textContent = noteWords(studio.song, first);
    else text.textContent = `${plural(studio.selection.length, "note")} selected`;
  });
}
