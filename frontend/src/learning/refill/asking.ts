/** Sliders of a wish, and the model that is asked with it. */
import { ApiError } from "../../api.ts";
import { announce } from "../../site/copying.ts";
import { make, slider } from "../making.ts";
import type { Trace } from "./content.ts";
import { type Desk, traceKept } from "./desk.ts";
import { askedFor, giveUp, passesOf } from "./wishing.ts";

const EDITS = [5, 10, 25, 50, 100, 200, 400];
const RISKS = [0.5, 1, 2, 4, 6];
const FAILED = "That did not work. Your chorale is as it was, and you may try again.";

export class Asking {
  readonly element = make("div", { class: "asking" });
  private readonly desk: Desk;
  private edits = 25;
  private removed = 0;
  private risk = 1;
  private job: string | null = null;
  private busy = false;
  private readonly ask = make("button", {
    class: "button primary",
    text: "Ask the model to refill",
    click: () => void this.run(),
  });
  private readonly end = make("button", {
    class: "button",
    text: "Stop waiting",
    click: () => void this.cancel(),
  });
  private readonly stage = make("p", { class: "told", role: "status" });

  /** `kinds`: "all" has the slider that breaks it as well, and what was made with extreme ones. */
  constructor(desk: Desk, kinds: string) {
    this.desk = desk;
    const all = kinds === "all";
    const before = traceKept(desk.content);
    this.element.append(this.passes(), ...(all ? [this.removing(), this.daring()] : []));
    const tools = make("div", { class: "row tools" }, this.ask, this.end);
    if (all) tools.append(...this.prepared());
    else tools.append(this.back("refill", "The edits made beforehand"));
    if (before?.rubbed.length) tools.append(this.own());
    this.element.append(tools, this.stage);
    this.show();
  }

  private passes(): HTMLElement {
    const words = (place: number): string => {
      const { passes, each } = passesOf(EDITS[place] as number);
      return `${passes}, ${each} ${each === 1 ? "edit" : "edits"} each`;
    };
    const range = { min: 0, max: EDITS.length - 1, step: 1, value: EDITS.indexOf(this.edits) };
    const moved = (place: number): void => void (this.edits = EDITS[place] as number);
    return slider("Number of passes", range, words, moved).row;
  }

  private removing(): HTMLElement {
    const range = { min: 0, max: 100, step: 10, value: this.removed };
    const words = (share: number): string => `${share} %`;
    const moved = (share: number): void => void (this.removed = share);
    return slider("How much may be removed", range, words, moved).row;
  }

  private daring(): HTMLElement {
    const range = { min: 0, max: RISKS.length - 1, step: 1, value: RISKS.indexOf(this.risk) };
    const words = (place: number): string => String(RISKS[place]);
    const moved = (place: number): void => void (this.risk = RISKS[place] as number);
    return slider("Creative risk", range, words, moved).row;
  }

  private prepared(): HTMLButtonElement[] {
    return [
      this.back("adds", "Made beforehand: nothing removed"),
      this.back("forgets", "Made beforehand: all removable"),
    ];
  }

  private back(name: string, text: string): HTMLButtonElement {
    const { traces } = this.desk.content;
    const click = (): void => this.desk.show(traces[name] as Trace, 0);
    return make("button", { class: "button", text, click });
  }

  /** What was rubbed out in an earlier step, or was made of it. */
  private own(): HTMLButtonElement {
    const click = (): void => {
      const trace = traceKept(this.desk.content);
      if (trace) this.desk.show(trace, 0);
    };
    return make("button", { class: "button", text: "What I rubbed out", click });
  }

  private show(): void {
    this.ask.disabled = this.busy;
    this.end.hidden = !this.busy;
  }

  private async run(): Promise<void> {
    const { desk } = this;
    const { rubbed } = desk;
    this.busy = true;
    this.show();
    const wish = {
      iterations: this.edits,
      maximum_removed: this.removed,
      creative_risk: this.risk,
    };
    const say = (words: string): void => void (this.stage.textContent = words);
    const began = (id: string): void => void (this.job = id);
    try {
      const trace = await askedFor(desk.content, rubbed, wish, { say, began });
      const count = trace.edits.length;
      say(count === 0 ? NOTHING : `It made ${count} edits, seed ${trace.seed}. Watch them above.`);
      if (String(desk.rubbed) === String(rubbed)) desk.make(trace);
      else say(CHANGED);
    } catch (error) {
      say(error instanceof ApiError || error instanceof Error ? error.message : FAILED);
    } finally {
      this.busy = false;
      this.job = null;
      this.show();
    }
  }

  private async cancel(): Promise<void> {
    if (!this.job) return;
    try {
      await giveUp(this.job);
    } catch {
      announce(FAILED);
    }
  }
}

const NOTHING =
  "It changed nothing: to the model the chorale is right as it stands. Rub something out.";
const CHANGED = "The edits came, but you have rubbed out something else meanwhile. Ask again.";
