/**
 * After the mouse the keyboard belongs to the roll again: Space plays, arrows move notes, until one
 * types into a field; Enter or Escape ends that.
 */
import { inTextField } from "../keyboard/typing.ts";

const PRESSED = "button, summary, label, input, song-keyboard, piano-roll";

/**
 * `home` takes the focus. Whoever comes to a button by Tab stays there, and presses it with Space.
 */
export function bindFocus(page: HTMLElement, home: { focus(options: FocusOptions): void }): void {
  let pointer = false; // whether the last press was the pointer's
  let field: EventTarget | null = null; // that the pointer went into
  const give = (event: Event): void => {
    if (!pointer || inTextField(event) || document.querySelector("dialog[open]")) return;
    if ((event.target as Element).closest(PRESSED)) home.focus({ preventScroll: true });
  };
  const end = (event: KeyboardEvent): void => {
    const ends = event.key === "Enter" || event.key === "Escape";
    if (ends && event.target === field && inTextField(event)) home.focus({ preventScroll: true });
  };
  page.addEventListener("focusin", ({ target }) => (field = pointer ? target : null));
  page.addEventListener("keydown", end);
  document.addEventListener("pointerdown", () => (pointer = true), { capture: true });
  document.addEventListener("keydown", () => (pointer = false), { capture: true });
  // Before what was pressed acts: a dialog that it opens gives the focus back to where it was.
  page.addEventListener("click", give, { capture: true });
  page.addEventListener("change", (event) => {
    const { target } = event;
    if (target instanceof HTMLSelectElement && pointer) home.focus({ preventScroll: true });
    else give(event);
  });
}
