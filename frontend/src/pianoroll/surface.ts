/** What the roll is made of on the page: one focusable surface with two canvases and a hint. */

const HELP =
  "Arrow keys move the cursor, Enter adds or removes a note, Shift with arrows selects, " +
  "Alt with arrows changes the length, " +
  "Control with arrows moves the note, Page Up and Page Down go by bars, " +
  "Escape leads to the tools, Tab leaves.";

export interface Surface {
  readonly box: HTMLDivElement;
  readonly music: HTMLCanvasElement;
  readonly overlay: HTMLCanvasElement;
  readonly hint: HTMLParagraphElement;
}

export function makeSurface(): Surface {
  const box = document.createElement("div");
  const music = document.createElement("canvas");
  const overlay = document.createElement("canvas");
  const hint = document.createElement("p");
  box.className = "surface";
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-roledescription", "piano roll");
  box.setAttribute("aria-label", "Notes");
  box.setAttribute("aria-description", HELP);
  overlay.className = "overlay";
  hint.className = "hint";
  for (const part of [music, overlay]) part.setAttribute("aria-hidden", "true");
  box.append(music, overlay, hint);
  return { box, music, overlay, hint };
}
