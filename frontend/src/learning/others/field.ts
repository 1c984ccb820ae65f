/** A bar as a field of eleven rows and eight columns, each square as dark as its number. */
import { make } from "../making.ts";
import { BAR, SYMBOLS } from "../overfit/tunes.ts";
import { STEP_TICKS } from "../tune.ts";
import { symbolsOf, textOf } from "./bars.ts";

const ROWS = ["G3", "A3", "B3", "C4", "D4", "E4", "F4", "G4", "A4", "hold", "rest"];
// From the top down: high notes, low notes, and what is no note.
const ORDER = [8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 10];

export const BAR_TURN = { ticks: BAR * STEP_TICKS, columns: BAR };

export function field(label: string): HTMLElement {
  const lines = ORDER.map((symbol) =>
    make(
      "div",
      { class: "line" },
      make("span", { class: "key", text: ROWS[symbol] ?? "" }),
      ...Array.from({ length: BAR }, () => make("i")),
    ),
  );
  return make("div", { class: "shades", role: "img", "data-label": label }, ...lines);
}

/** `vector` has eleven numbers for each eighth; `low` and `high` are white and black. */
export function show(place: HTMLElement, vector: readonly number[], low = 0, high = 1): void {
  place.setAttribute("aria-label", `${place.dataset["label"]}: ${textOf(symbolsOf(vector))}`);
  ORDER.forEach((symbol, row) =>
    place.children[row]?.querySelectorAll("i").forEach((square, eighth) => {
      const value = ((vector[eighth * SYMBOLS + symbol] as number) - low) / (high - low);
      square.style.setProperty("--shade", String(Math.min(1, Math.max(0, value))));
    }),
  );
}
