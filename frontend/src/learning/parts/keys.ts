/** Keys that glow as likely as they are: one for each row of a scale, and one for silence. */
import { pitchLabel } from "../../music/words.ts";
import { make, percent } from "../making.ts";
import type { Chances } from "../model.ts";
import { SCALE } from "../tune.ts";

export const SILENCE = SCALE.length; // the symbol behind those of the rows
export const SYMBOLS = SCALE.length + 1;

export const symbolLabel = (symbol: number): string =>
  symbol === SILENCE ? "rest" : pitchLabel(SCALE[symbol] as number);

/** Rows of a tune's columns as symbols. */
export const symbolsOf = (line: readonly (number | null)[]): number[] =>
  line.map((row) => row ?? SILENCE);

export class Keys {
  readonly element: HTMLElement;
  private readonly buttons: readonly HTMLButtonElement[];

  constructor(label: string, pressed: (symbol: number) => void) {
    // Low ones on the left, as on a piano; silence comes last.
    const order = [...SCALE.keys()].toReversed().concat(SILENCE);
    this.buttons = order.map((symbol) =>
      make("button", {
        class: symbol === SILENCE ? "glow silence" : "glow",
        "data-symbol": symbol,
        click: () => pressed(symbol),
      }),
    );
    this.element = make("div", { class: "glowing", role: "group", "aria-label": label });
    this.element.append(...this.buttons);
    this.show(null);
  }

  /** What a model believes; null: nothing is told yet. `marked` are told apart in words. */
  show(chances: Chances | null, marked: ReadonlyMap<number, string> = new Map()): void {
    for (const button of this.buttons) {
      const symbol = Number(button.dataset["symbol"]);
      const share = chances?.[symbol] ?? 0;
      const told = chances ? percent(share) : "";
      const mark = marked.get(symbol) ?? "";
      button.style.setProperty("--share", String(share));
      button.classList.toggle("marked", mark !== "");
      button.replaceChildren(
        make("span", { class: "name", text: symbolLabel(symbol) }),
        " ",
        make("span", { class: "share", text: told }),
        " ",
        make("span", { class: "mark", text: mark }),
      );
    }
  }

  set disabled(disabled: boolean) {
    for (const button of this.buttons) button.setAttribute("aria-disabled", String(disabled));
  }

  light(symbol: number | null): void {
    for (const button of this.buttons)
      button.classList.toggle("lit", Number(button.dataset["symbol"]) === symbol);
  }
}
