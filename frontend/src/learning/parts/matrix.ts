/** <learn-matrix>: a tune as a table of ones and zeros, which is drawn on as the roll is. */
import { pitchLabel, pitchName } from "../../music/words.ts";
import { make } from "../making.ts";
import { painted, STEPS } from "../tune.ts";
import { define, Part } from "./part.ts";
import { Squares } from "./squares.ts";

class LearnMatrix extends Part {
  private squares!: Squares;

  protected build(): void {
    const { shelf } = this;
    const { pitches } = shelf.tune;
    const field = {
      label: "The tune as a table of ones and zeros. Arrows move, Enter changes.",
      rows: pitches.map(pitchLabel),
      dark: pitches.map(() => false),
      columns: STEPS,
      name: (row: number, step: number) =>
        `in row ${pitchName(pitches[row] as number)}, column ${step + 1}`,
      digits: true,
    };
    this.squares = new Squares(field, {
      isOn: (row, step) => shelf.tune.cells[row]?.[step] ?? false,
      paint: (row, step, on, more) =>
        shelf.change(painted(shelf.tune, { row, step, on, alone: false }), more),
    });
    this.append(make("div", { class: "roll-scroller" }, this.squares.element));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear(this.shelf);
  }

  protected showAll(): void {
    this.squares.show();
  }
}

define("learn-matrix", LearnMatrix);
