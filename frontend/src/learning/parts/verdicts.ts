/** <learn-verdicts>: ten bars; somebody says of each whether it is real, and a network too. */
import { announce } from "../../site/copying.ts";
import { cluesOf, farOf } from "../gan/clues.ts";
import { answersOf, deal, type Dealt, rightOf } from "../gan/dealing.ts";
import { Dice } from "../gan/dice.ts";
import { BarPicture, wordsOf } from "../gan/drawing.ts";
import { Drummer } from "../gan/drummer.ts";
import { stagesAt } from "../gan/fetching.ts";
import type { Stage, Stages } from "../gan/stages.ts";
import { make } from "../making.ts";
import { define, Part } from "./part.ts";

// Whose forgeries are dealt: hard ones and one that everybody knows.
const FORGERS: readonly Stage[] = [1500, 250, 60, 1500, 250];
const CRITIC: Stage = 1500;
const MISSING = "The forgeries did not arrive. Reload the page to try again.";
const kindOf = (real: boolean): string => (real ? "real" : "forged");

class LearnVerdicts extends Part {
  private stages: Stages | null = null;
  private seed = 1;
  private hand: readonly Dealt[] = [];
  private theirs: readonly boolean[] = []; // the network's answers
  private answers: readonly boolean[] = [];
  private open = true; // this bar waits for an answer
  private readonly score = make("p", { class: "meta" });
  private readonly picture = new BarPicture(true);
  private readonly seen = make("p", { class: "visually-hidden" });
  private readonly told = make("p", { class: "told", role: "status" });
  private readonly play = make("button", { class: "button primary", click: () => this.toggle() });
  private readonly verdicts = [true, false].map((real) =>
    make("button", {
      class: "button",
      text: real ? "Real" : "Forged",
      click: () => this.answer(real),
    }),
  );
  private readonly next = make("button", { class: "button primary", click: () => this.goOn() });
  private readonly drummer = new Drummer(
    () => (this.dealt ? [this.dealt.bar] : []),
    (at) => {
      this.play.textContent = at ? "Stop" : "Play";
      this.picture.light(at?.step ?? null);
    },
  );

  protected build(): void {
    const tools = make("div", { class: "row tools" }, this.play, ...this.verdicts, this.next);
    this.append(this.score, this.picture.element, this.seen, tools, this.told);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.play.textContent = "Play";
    this.until(() => this.drummer.stop());
    void this.fetch();
  }

  private async fetch(): Promise<void> {
    try {
      this.stages = await stagesAt(this.dataset["source"] ?? "");
      this.deal();
    } catch {
      this.replaceChildren(make("p", { class: "notice warn", text: MISSING }));
    }
  }

  private get dealt(): Dealt | undefined {
    return this.hand[this.open ? this.answers.length : this.answers.length - 1];
  }

  private deal(): void {
    const { stages } = this;
    if (!stages) return;
    const forgers = FORGERS.map((stage) => stages.pair(stage).forger);
    this.hand = deal(forgers, new Dice(this.seed));
    this.theirs = answersOf(stages.pair(CRITIC).critic, this.hand);
    [this.answers, this.open] = [[], true];
    this.showAll();
  }

  private toggle(): void {
    if (this.drummer.playing) this.drummer.stop();
    else this.drummer.play([0]);
  }

  private answer(real: boolean): void {
    if (!this.dealt || !this.open) return;
    [this.answers, this.open] = [[...this.answers, real], false];
    this.showAll();
    this.next.focus();
  }

  private goOn(): void {
    this.drummer.stop();
    if (this.over) {
      this.seed += 1;
      this.deal();
    }
    this.open = true;
    this.showAll();
    this.play.focus();
    announce(this.score.textContent ?? "");
  }

  private get over(): boolean {
    return this.answers.length === this.hand.length;
  }

  protected showAll(): void {
    const { dealt } = this;
    for (const button of this.verdicts) button.disabled = !dealt || !this.open;
    this.next.hidden = this.open;
    this.next.textContent = this.over ? "Ten more" : "Next bar";
    if (!dealt) return;
    this.picture.show(dealt.bar);
    this.seen.textContent = `The bar: ${wordsOf(dealt.bar)}.`;
    const at = this.answers.length + Number(this.open);
    const [yours, theirs] = [rightOf(this.hand, this.answers), rightOf(this.hand, this.done)];
    const right = `Right so far: you ${yours}, the network ${theirs}.`;
    this.score.textContent = `Bar ${at} of ${this.hand.length}. ${right}`;
    this.told.textContent = this.open ? "" : this.verdict(dealt);
  }

  /** What the network said of the bars that have an answer. */
  private get done(): readonly boolean[] {
    return this.theirs.slice(0, this.answers.length);
  }

  private verdict({ bar, real }: Dealt): string {
    const right = this.answers.at(-1) === real ? "You were right" : "You were fooled";
    const clues = cluesOf(bar).map(({ words }) => words);
    const [first] = clues;
    const far = farOf(bar);
    const squares = far === 1 ? "1 square" : `${far} squares`;
    const near = ` From the nearest real bar it differs in ${squares}.`;
    const why = first ? ` What gives it away: ${first}.` : near;
    const same = `The network took it for ${kindOf(this.done.at(-1) === true)}.`;
    const one = `It was ${kindOf(real)}. ${right}.${real ? "" : why} ${same}`;
    return this.over ? `${one} ${this.summary()}` : one;
  }

  private summary(): string {
    const all = this.hand.length;
    const [yours, theirs] = [rightOf(this.hand, this.answers), rightOf(this.hand, this.theirs)];
    const forged = this.hand.filter(({ real }) => !real);
    const caught = forged.filter(({ bar }) => cluesOf(bar).length > 0).length;
    const rest = `${caught} of the ${forged.length} forgeries do what no real bar does.`;
    return `You told ${yours} of ${all} right, the network ${theirs}. ${rest}`;
  }
}

define("learn-verdicts", LearnVerdicts);
