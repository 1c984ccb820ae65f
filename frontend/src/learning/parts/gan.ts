/**
 * <learn-gan data-ratio>: the forger and the critic train here, turn by turn or for as long as one
 * likes; nine bars of the forger are seen and heard. data-ratio: who learns faster is chosen.
 */
import { announce } from "../../site/copying.ts";
import { keepForged } from "../forged.ts";
import { ErrorChart } from "../gan/chart.ts";
import { Drummer, type Place } from "../gan/drummer.ts";
import { stagesAt } from "../gan/fetching.ts";
import { Game } from "../gan/game.ts";
import { EVEN, RATIOS, ratioWords } from "../gan/ratios.ts";
import { Shown } from "../gan/shown.ts";
import { type Stages, TRAINED } from "../gan/stages.ts";
import { ASKED, SHOWN, Training, type Who } from "../gan/training.ts";
import { Watching } from "../gan/watching.ts";
import { make, percent, slider } from "../making.ts";
import { define, Part } from "./part.ts";

const MISSING = "The trained pair did not arrive. Reload the page to try again.";
const KEEP_MS = 1000;

const press = (text: string, click: () => void, kind = "button"): HTMLButtonElement =>
  make("button", { class: kind, text, click });

class LearnGan extends Part {
  private seed = 0; // of this game; 0 goes on from the trained pair
  private ratio = 1;
  private stages: Stages | null = null;
  private training = new Training(new Game(1));
  private stored = 0; // when the bars were kept last
  private readonly chart = new ErrorChart();
  private readonly shown = new Shown((bar) => this.hearBar(bar));
  private readonly drummer = new Drummer(
    () => this.training.bars(),
    (at) => this.light(at),
  );
  private readonly watching = new Watching(
    () => this.training,
    (who) => this.moved(who),
  );
  private readonly run = press("Train", () => this.toggle(), "button primary");
  private readonly all = press("Hear all nine", () => this.hearAll());
  private readonly slow = make("button", {
    class: "button",
    "aria-pressed": "false",
    text: "Slow motion",
    click: () => this.slowly(),
  });
  private readonly told = make("p", { class: "told" });
  private readonly figure = make("p", { class: "told figure" });

  protected build(): void {
    const turns = [
      press("Critic’s turn", () => this.step("critic")),
      press("Forger’s turn", () => this.step("forger")),
    ];
    const anew = [
      press("Begin anew", () => this.begin(this.seed + 1)),
      press("The trained pair", () => this.begin(0)),
    ];
    const tools = make("div", { class: "row tools" }, this.run, this.slow, ...turns);
    const begin = make("div", { class: "row tools" }, this.all, ...anew);
    const words = make("div", { class: "gan-words" }, this.told, this.figure);
    if (this.asks("ratio")) words.append(this.faster());
    words.append(this.chart.element);
    this.append(tools, make("div", { class: "gan" }, this.shown.element, words), begin);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => {
      this.watching.stop();
      this.drummer.stop();
    });
    void this.fetch();
  }

  private async fetch(): Promise<void> {
    try {
      this.stages = await stagesAt(this.dataset["source"] ?? "");
      this.begin(0);
    } catch {
      this.replaceChildren(make("p", { class: "notice warn", text: MISSING }));
    }
  }

  /** Another game, from nothing; 0: the one that was trained before. */
  private begin(seed: number): void {
    this.seed = seed;
    const pair = seed === 0 ? this.stages?.pair(TRAINED) : undefined;
    const game = new Game(seed, pair, seed === 0 ? TRAINED : 0);
    game.ratio = this.ratio;
    this.training = new Training(game);
    this.moved(null);
  }

  private toggle(): void {
    if (this.watching.on) this.watching.stop();
    else this.watching.start();
    this.showAll();
    if (!this.watching.on) announce(`${this.told.textContent} ${this.figure.textContent}`);
  }

  private slowly(): void {
    this.watching.slow = !this.watching.slow;
    this.slow.ariaPressed = String(this.watching.slow);
  }

  private step(who: Who): void {
    this.watching.stop();
    const { error } = this.training.turn(who);
    this.moved(who);
    announce(`The ${who} has learnt. Its error was ${error.toFixed(2)}. ${this.told.textContent}`);
  }

  private faster(): HTMLElement {
    const at = (place: number): number => RATIOS[place] as number;
    const range = { min: 0, max: RATIOS.length - 1, step: 1, value: EVEN };
    const words = (place: number): string => ratioWords(at(place));
    const { row } = slider("Who learns faster", range, words, (place) => {
      this.ratio = this.training.game.ratio = at(place);
    });
    return row;
  }

  private hearBar(bar: number): void {
    if (this.drummer.playsOnly(bar)) this.drummer.stop();
    else this.drummer.play([bar]);
  }

  private hearAll(): void {
    if (this.drummer.playing) this.drummer.stop();
    else this.drummer.play([...Array.from({ length: SHOWN }).keys()], this.watching.on);
  }

  private light(at: Place | null): void {
    this.all.textContent = at ? "Stop the sound" : "Hear all nine";
    this.shown.light(at);
  }

  private moved(who: Who | null): void {
    this.shown.turn(who);
    this.showAll();
    if (performance.now() - this.stored < KEEP_MS && this.watching.on) return;
    this.stored = performance.now();
    keepForged(this.training.bars());
  }

  protected showAll(): void {
    const { training } = this;
    this.run.textContent = this.watching.on ? "Pause" : "Train";
    this.shown.show(training.bars());
    this.chart.show(training.errors);
    this.told.textContent = this.standing();
    const { different, alike } = training.figures();
    const same = alike > 1 ? ` The commonest came ${alike} times.` : "";
    this.figure.textContent = `Of ${ASKED} bars ${different} are different.${same}`;
  }

  private standing(): string {
    const { turns } = this.training.game;
    const whose = this.seed === 0 ? "The trained pair" : `Game ${this.seed}`;
    const rounds = turns.forger.toLocaleString("en");
    const { told } = this.training;
    const tells = told === null ? "" : ` The critic tells ${percent(told)} of the bars right.`;
    return `${whose}, after ${rounds} ${turns.forger === 1 ? "round" : "rounds"}.${tells}`;
  }
}

define("learn-gan", LearnGan);
