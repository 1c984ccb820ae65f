/** <learn-forecast data-store="line">: a tune carried on as a row of numbers, and heard. */
import { diceOf } from "../dice.ts";
import { hearing, type Heard } from "../hearing.ts";
import { make, slider } from "../making.ts";
import { carriedOn, fitted } from "../others/forecast.ts";
import { drawPlaces } from "../others/places.ts";
import { lineOf, PLAIN, SCALE, songOf, STEP_TICKS, STEPS, type Tune } from "../tune.ts";
import { define, Part } from "./part.ts";

const MOST = 6; // values that are looked back at
const TURN = { ticks: 2 * STEPS * STEP_TICKS, columns: 2 * STEPS };
const SEED = 2;

/** The pitch of each column; where it rests, the one before sounds on in the numbers. */
export function pitchesOf(tune: Tune): number[] {
  const line = lineOf(tune).map((row) => (row === null ? null : (tune.pitches[row] as number)));
  const first = line.find((pitch) => pitch !== null) ?? (SCALE.at(-1) as number);
  let last = first;
  return line.map((pitch) => (last = pitch ?? last));
}

/** The note of the scale that is nearest. */
export const nearest = (value: number): number =>
  SCALE.reduce((best, each) => (Math.abs(each - value) < Math.abs(best - value) ? each : best));

class LearnForecast extends Part {
  private order = 2;
  private chance = false;
  private readonly picture = make("div", { class: "forecast" });
  private readonly told = make("p", { class: "told" });
  private readonly heard: Heard = hearing({ text: "Play", name: "", primary: true }, TURN, () =>
    this.song(),
  );

  protected build(): void {
    const dice = make("button", {
      class: "button",
      "aria-pressed": "false",
      text: "With chance",
      click: () => {
        this.chance = !this.chance;
        dice.ariaPressed = String(this.chance);
        this.showAll();
      },
    });
    const back = slider(
      "Notes that it looks back at",
      { min: 1, max: MOST, step: 1, value: this.order },
      String,
      (order) => {
        this.order = order;
        this.showAll();
      },
    );
    const tools = make("div", { class: "row tools" }, this.heard.button, dice);
    this.append(tools, back.row, this.picture, this.told);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear(this.shelf);
    this.until(() => this.heard.deck.stop());
  }

  private get model() {
    return fitted(pitchesOf(this.shelf.tune), this.order);
  }

  private get added(): number[] {
    const dice = this.chance ? diceOf(SEED) : null;
    return carriedOn(this.model, pitchesOf(this.shelf.tune), STEPS, dice);
  }

  private song() {
    const line = lineOf(this.shelf.tune);
    const own = line.map((row) => (row === null ? null : (SCALE[row] as number)));
    const all = [...own, ...this.added.map(nearest)];
    const notes = all.flatMap((pitch, at) =>
      pitch === null
        ? []
        : [{ onset: at * STEP_TICKS, pitch, length: STEP_TICKS, velocity: PLAIN }],
    );
    return songOf(notes, "Carried on by numbers");
  }

  protected showAll(): void {
    const { weights } = this.model;
    const told = weights.map((weight) => weight.toFixed(2).replace("-", "−")).join(", ");
    this.told.textContent = `Its weights, nearest note first: ${told}.`;
    const label = "Pitches of the tune, and of what the numbers add to it";
    this.picture.replaceChildren(drawPlaces(pitchesOf(this.shelf.tune), this.added, label));
    this.heard.deck.load(this.song());
  }
}

define("learn-forecast", LearnForecast);
