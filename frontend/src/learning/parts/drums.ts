/**
 * <learn-drums data-forged data-trained>: a bar of drums, a real one or a forger's after some
 * training; with data-trained it begins with the forger that has learnt longest.
 */
import { type Bar, REAL } from "../gan/beats.ts";
import { Dice } from "../gan/dice.ts";
import { BarPicture, wordsOf } from "../gan/drawing.ts";
import { Drummer } from "../gan/drummer.ts";
import { stagesAt } from "../gan/fetching.ts";
import { forge } from "../gan/forger.ts";
import { barsOf, NOISE } from "../gan/game.ts";
import { type Stage, type Stages, STAGES, TRAINED } from "../gan/stages.ts";
import { make, slider } from "../making.ts";
import { define, Part } from "./part.ts";

const MISSING = "The forger did not arrive. Reload the page to try again.";

class LearnDrums extends Part {
  private place = 0; // of the bar, among the real ones, or of the throw of noise
  private stage: Stage = 0;
  private stages: Stages | null = null;
  private bar: Bar = REAL[0] as Bar;
  private readonly picture = new BarPicture(true);
  private readonly told = make("p", { class: "visually-hidden" });
  private readonly play = make("button", { class: "button primary", click: () => this.toggle() });
  private readonly drummer = new Drummer(
    () => [this.bar],
    (at) => {
      this.play.textContent = at ? "Stop" : "Play";
      this.picture.light(at?.step ?? null);
    },
  );

  protected build(): void {
    if (this.asks("trained")) this.stage = TRAINED;
    const text = this.asks("forged") ? "New noise" : "Another bar";
    const more = make("button", { class: "button", text, click: () => this.another() });
    const tools = make("div", { class: "row tools" }, this.play, more);
    this.append(tools, this.picture.element, this.told);
    if (this.asks("forged")) this.append(this.staging());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.play.textContent = "Play";
    this.until(() => this.drummer.stop());
    if (this.asks("forged")) void this.fetch();
  }

  protected showAll(): void {
    this.bar = this.asks("forged") ? this.forged() : (REAL[this.place % REAL.length] as Bar);
    this.picture.show(this.bar);
    this.told.textContent = `The bar: ${wordsOf(this.bar)}.`;
  }

  private async fetch(): Promise<void> {
    try {
      this.stages = await stagesAt(this.dataset["source"] ?? "");
      this.showAll();
    } catch {
      this.replaceChildren(make("p", { class: "notice warn", text: MISSING }));
    }
  }

  private forged(): Bar {
    if (!this.stages) return [];
    const { forger } = this.stages.pair(this.stage);
    const noise = new Dice(this.place).normals(NOISE);
    return barsOf(forge(forger, noise).rows)[0] as Bar;
  }

  private staging(): HTMLElement {
    const at = (place: number): Stage => STAGES[place] as Stage;
    const value = STAGES.indexOf(this.stage);
    const range = { min: 0, max: STAGES.length - 1, step: 1, value };
    const words = (place: number): string => `${at(place).toLocaleString("en")} rounds`;
    const { row } = slider("The forger after", range, words, (place) => {
      this.stage = at(place);
      this.showAll();
    });
    return row;
  }

  private another(): void {
    this.place += this.asks("forged") ? 1 : 5; // neighbours of the list are much alike
    this.showAll();
  }

  private toggle(): void {
    if (this.drummer.playing) this.drummer.stop();
    else this.drummer.play([0]);
  }
}

define("learn-drums", LearnDrums);
