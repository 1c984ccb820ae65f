/** The notes that were heard as rows of a table. */
import type { Sheet } from "../../humming/sheet.ts";
import type { Note } from "../../music/song.ts";
import { pitchName } from "../../music/words.ts";
import { make } from "../page.ts";

export function showTable(rows: HTMLElement, sheet: Sheet, notes: readonly Note[]): void {
  rows.replaceChildren(
    ...sheet.notes.map(({ start, end, velocity }, index) => {
      const pitch = notes[index]?.pitch ?? 0;
      const cells = [pitchName(pitch), seconds(start), seconds(end - start), String(velocity)];
      const isChosen = index === sheet.chosen;
      return make(
        "tr",
        { class: isChosen ? "chosen" : "" },
        make("th", { scope: "row" }, String(index + 1)),
        ...cells.map((text) => make("td", {}, text)),
      );
    }),
  );
}

const seconds = (value: number): string => `${value.toFixed(2)} s`;
