/** <learn-bet>: five times, somebody and the model guess which note comes next. */
import { announce } from "../../site/copying.ts";
import { make, percent } from "../making.ts";
import { chances, learnt, likeliest } from "../model.ts";
import { Passage } from "../stream.ts";
import { lineOf, SCALE } from "../tune.ts";
import { Keys, SILENCE, SYMBOLS, symbolLabel, symbolsOf } from "./keys.ts";
import { define, Part } from "./part.ts";

const PLACES = [4, 7, 9, 12, 14]; // columns that are guessed

class LearnBet extends Part {
  private round = 0;
  private guess: number | null = null;
  private right = { you: 0, model: 0 };
  private readonly told = make("p", { class: "told", role: "status" });
  private readonly score = make("p", { class: "meta" });
  private readonly keys = new Keys("Which note comes next?", (symbol) => this.bet(symbol));
  private readonly listen = make("button", {
    class: "button primary",
    text: "Hear the beginning",
    click: () => this.play(),
  });
  private readonly next = make("button", {
    class: "button",
    text: "Next bet",
    click: () => this.goOn(),
  });
  private readonly passage = new Passage(() => {});

  protected build(): void {
    const tools = make("div", { class: "row tools" }, this.listen, this.next);
    this.append(this.score, tools, this.keys.element, this.told);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listen.disabled = false;
    this.until(() => this.passage.stop());
  }

  private get tune(): number[] {
    return symbolsOf(lineOf(this.shelf.tune));
  }

  private get place(): number {
    return PLACES[this.round] as number;
  }

  private play(): void {
    const { loud } = this.shelf.tune;
    this.passage.play(
      this.tune.slice(0, this.place).map((symbol, at) => ({
        pitch: SCALE[symbol] ?? null,
        velocity: loud[at] as number,
      })),
    );
  }

  private bet(symbol: number): void {
    if (this.guess !== null) return;
    this.guess = symbol;
    const { you, model } = this.right;
    const truth = this.tune[this.place] as number;
    const theirs = likeliest(this.belief());
    this.right = { you: you + +(symbol === truth), model: model + +(theirs === truth) };
    const { loud } = this.shelf.tune;
    const velocity = loud[this.place] as number;
    this.passage.play([{ pitch: SCALE[truth] ?? null, velocity }]);
    this.showAll();
  }

  private belief(): readonly number[] {
    const model = learnt(this.tune, SYMBOLS, 1);
    return chances(model, this.tune.slice(0, this.place));
  }

  private goOn(): void {
    const over = this.round === PLACES.length - 1;
    if (over) this.right = { you: 0, model: 0 };
    this.round = over ? 0 : this.round + 1;
    this.guess = null;
    this.showAll();
    this.play();
    this.listen.focus();
    announce(this.score.textContent ?? "");
  }

  protected showAll(): void {
    const { you, model } = this.right;
    const number = `Bet ${this.round + 1} of ${PLACES.length}`;
    this.score.textContent = `${number}. Right so far: you ${you}, the model ${model}.`;
    this.next.hidden = this.guess === null;
    this.next.textContent = this.round === PLACES.length - 1 ? "Play again" : "Next bet";
    this.keys.disabled = this.guess !== null;
    if (this.guess === null) {
      this.keys.show(null);
      this.told.textContent = `${this.place} columns sound. Which comes then?`;
    } else this.reveal(this.guess);
  }

  private reveal(guess: number): void {
    const truth = this.tune[this.place] as number;
    const belief = this.belief();
    const theirs = likeliest(belief);
    const marks = new Map([[truth, "came"]]);
    if (guess !== truth) marks.set(guess, "you");
    this.keys.show(belief, marks);
    const came = truth === SILENCE ? "A rest came" : `${symbolLabel(truth)} came`;
    const sure = percent(belief[truth] as number);
    const yours = guess === truth ? "You were right." : `You said ${symbolLabel(guess)}.`;
    const bet = `${symbolLabel(theirs)} with ${percent(belief[theirs] as number)}`;
    const model =
      theirs === truth
        ? `The model bet on it${guess === truth ? ", too" : ""}, with ${sure}.`
        : `The model gave it ${sure}, and bet on ${bet}: wrong.`;
    this.told.textContent = `${came}. ${yours} ${model}`;
  }
}

define("learn-bet", LearnBet);
