/** <learn-between>: two bars as a few numbers each, and what lies between the two. */
import { hearing, type Heard } from "../hearing.ts";
import { make, slider } from "../making.ts";
import { BAR_TURN, field, show } from "../others/field.ts";
import * as bars from "../others/bars.ts";
import { between, componentsOf, decoded, encoded, MOST_NUMBERS } from "../others/code.ts";
import { define, Part } from "./part.ts";

const ENDS = [
  ["ode-to-joy", "E-E-F-G-"],
  ["frere-jacques", "GAGFE-C-"],
] as const;
const PLACES = 8; // from one end to the other
const AT_FIRST = { numbers: MOST_NUMBERS, place: 4 };

class LearnBetween extends Part {
  private readonly components = componentsOf(MOST_NUMBERS);
  private numbers = AT_FIRST.numbers;
  private place = AT_FIRST.place;
  private readonly picture = field("The bar in between");
  private readonly told = make("p", { class: "told" });
  private readonly heard: Heard = hearing({ text: "Play", name: "", primary: true }, BAR_TURN, () =>
    bars.barSong(this.symbols),
  );

  protected build(): void {
    const place = slider(
      "From Ode to Joy to Frère Jacques",
      { min: 0, max: PLACES, step: 1, value: this.place },
      (at) => `${at} of ${PLACES}`,
      (at) => {
        this.place = at;
        this.showAll();
      },
    );
    const numbers = slider(
      "Numbers in the middle",
      { min: 1, max: MOST_NUMBERS, step: 1, value: this.numbers },
      String,
      (count) => {
        this.numbers = count;
        this.showAll();
      },
    );
    const tools = make("div", { class: "row tools" }, this.heard.button);
    this.append(tools, place.row, numbers.row, this.picture, this.told);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.heard.deck.stop());
  }

  private get unfolded(): number[] {
    const ways = this.components.slice(0, this.numbers);
    const [one, other] = ENDS.map(([, text]) => {
      const { symbols } = bars.BARS.find((bar) => bar.text === text) as (typeof bars.BARS)[0];
      return encoded(bars.vectorOf(symbols), ways);
    }) as [number[], number[]];
    return decoded(between(one, other, this.place / PLACES), ways);
  }

  private get symbols(): number[] {
    return bars.symbolsOf(this.unfolded);
  }

  protected showAll(): void {
    show(this.picture, this.unfolded);
    const text = bars.textOf(this.symbols);
    const known = bars.BARS.find((bar) => bar.text === text);
    const words = known ? `It stands in ${known.title}.` : "It stands in none of our six tunes.";
    this.told.textContent = `Strongest in each column: ${text}. ${words}`;
    this.heard.deck.load(bars.barSong(this.symbols));
  }
}

define("learn-between", LearnBetween);
