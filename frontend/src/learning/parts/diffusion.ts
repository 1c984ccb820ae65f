/** <learn-diffusion>: noise from which a bar appears, step by step, forwards and back. */
import { diceOf } from "../dice.ts";
import { hearing, type Heard } from "../hearing.ts";
import { make, slider } from "../making.ts";
import { BAR_TURN, field, show } from "../others/field.ts";
import * as bars from "../others/bars.ts";
import { STEPS, unfolded } from "../others/diffusion.ts";
import { define, Part } from "./part.ts";

const BRIGHT = 1.5; // where a square is black
const FIRST_SEED = 3;

class LearnDiffusion extends Part {
  private seed = FIRST_SEED;
  private step = 0;
  private states = unfolded(diceOf(FIRST_SEED));
  private readonly picture = field("What is there at this step");
  private readonly told = make("p", { class: "told" });
  private readonly heard: Heard = hearing({ text: "Play", name: "", primary: true }, BAR_TURN, () =>
    bars.barSong(this.symbols),
  );
  private readonly line = slider(
    "Noise taken away",
    { min: 0, max: STEPS, step: 1, value: 0 },
    (step) => `${step} of ${STEPS} steps`,
    (step) => {
      this.step = step;
      this.showAll();
    },
  );

  protected build(): void {
    const wish = { class: "button", text: "Other noise", click: () => this.anew() };
    const again = make("button", wish);
    const tools = make("div", { class: "row tools" }, this.heard.button, again);
    this.append(tools, this.line.row, this.picture, this.told);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.heard.deck.stop());
  }

  private anew(): void {
    this.seed += 1;
    this.states = unfolded(diceOf(this.seed));
    this.showAll();
  }

  private get symbols(): number[] {
    return bars.symbolsOf(this.states[this.step] as number[]);
  }

  protected showAll(): void {
    show(this.picture, this.states[this.step] as number[], -BRIGHT, BRIGHT);
    const text = bars.textOf(this.symbols);
    const known = bars.BARS.find((bar) => bar.text === text);
    const words = known ? `That is ${known.title}.` : "That is no bar of our tunes.";
    this.told.textContent = `Darkest in each column: ${text}. ${words}`;
    this.heard.deck.load(bars.barSong(this.symbols));
  }
}

define("learn-diffusion", LearnDiffusion);
