/** <learn-surprise>: by how many bits a note three tunes surprise the model of one of them. */
import { make } from "../making.ts";
import { learnt, surprise } from "../model.ts";
import { Passage } from "../stream.ts";
import { lineOf, PLAIN, SCALE } from "../tune.ts";
import { SYMBOLS, symbolsOf } from "./keys.ts";
import { define, Part } from "./part.ts";

// Places of the columns when they are shuffled: each seventh of seventeen, so that few neighbours
// stay together.
const SHUFFLED = Array.from({ length: 16 }, (_, at) => (((at + 1) * 7) % 17) - 1);
const MOST_BITS = 4.5; // of a bar that is full

class LearnSurprise extends Part {
  private readonly passage = new Passage(() => {});

  protected build(): void {}

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.passage.stop());
  }

  protected showAll(): void {
    const tune = symbolsOf(lineOf(this.shelf.tune));
    const tunes: [string, number[]][] = [
      ["Your tune", tune],
      ["Backwards", tune.toReversed()],
      ["Shuffled", SHUFFLED.map((place) => tune[place] as number)],
    ];
    const model = learnt(tune, SYMBOLS, 1);
    const heads = ["", "bits a note", "", ""].map((text) =>
      text ? make("th", { scope: "col", text }) : make("td"),
    );
    const rows = tunes.map(([name, each]) => this.row(name, each, surprise(model, each)));
    const table = make(
      "table",
      { class: "counts" },
      make("thead", {}, make("tr", {}, ...heads)),
      make("tbody", {}, ...rows),
    );
    this.replaceChildren(table);
  }

  private row(name: string, tune: readonly number[], bits: number): HTMLElement {
    const bar = make("span", { class: "bar" });
    bar.style.setProperty("--share", String(Math.min(1, bits / MOST_BITS)));
    const hear = make("button", {
      class: "button small",
      text: "Hear it",
      "aria-label": `Hear it: ${name}`,
      click: () =>
        this.passage.play(
          tune.map((symbol) => ({ pitch: SCALE[symbol] ?? null, velocity: PLAIN })),
        ),
    });
    return make(
      "tr",
      {},
      make("th", { scope: "row", text: name }),
      make("td", { text: bits.toFixed(2) }),
      make("td", { class: "drawn" }, bar),
      make("td", {}, hear),
    );
  }
}

define("learn-surprise", LearnSurprise);
