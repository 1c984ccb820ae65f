/**
 * <learn-training data-held>: a network learns in the page; one drags the line where it shall stop.
 * With `held` one sees as well how it does on tunes that it never saw, and hears what it plays.
 */
import { announce } from "../../site/copying.ts";
import { make, slider } from "../making.ts";
import { Chart } from "../overfit/chart.ts";
import { keepStop, stopKept } from "../overfit/kept.ts";
import { EPOCHS, Run } from "../overfit/run.ts";
import { Samples } from "../overfit/listening.ts";
import { FIRST_DICE, sampled } from "../overfit/sample.ts";
import { define, Part } from "./part.ts";

const SLICE_MS = 12; // of work between two pictures
const KEYS = [
  ["learnt", "the four tunes it learns from"],
  ["held", "the two it never sees"],
] as const;

class LearnTraining extends Part {
  private run: Run | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stop = stopKept();
  private readonly train = make("button", {
    class: "button primary",
    text: "Train",
    click: () => this.begin(),
  });
  private readonly state = make("span", { class: "meta" });
  private readonly told = make("p", { class: "told" });
  private readonly chart = new Chart(EPOCHS, (epoch) => this.moveLine(epoch));
  private readonly samples = new Samples();
  private readonly line = slider(
    "Stop after",
    { min: 0, max: EPOCHS, step: 1, value: this.stop },
    (epoch) => (epoch === 1 ? "1 epoch" : `${epoch} epochs`),
    (epoch) => this.setStop(epoch),
  );

  protected build(): void {
    const keys = KEYS.filter(([kind]) => kind === "learnt" || this.asks("held"));
    const legend = make(
      "p",
      { class: "loss-legend" },
      "Loss, in bits an eighth, of ",
      ...keys.map(([kind, text]) => make("span", { class: `key ${kind}`, text })),
    );
    this.line.row.classList.add("stop-slider");
    const tools = make("div", { class: "row tools" }, this.train, this.state);
    this.append(tools, legend, this.chart.element, this.line.row, this.told);
    if (this.asks("held")) this.append(this.samples.element);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => {
      clearTimeout(this.timer);
      this.samples.stop();
    });
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.samples.stop();
    this.run = new Run();
    this.showAll();
    this.goOn();
  }

  private goOn(): void {
    const { run } = this;
    if (!run) return;
    const end = performance.now() + SLICE_MS;
    while (!run.over && performance.now() < end) run.goOn();
    if (run.over) this.finish(run);
    else {
      this.state.textContent = `Epoch ${run.epochs.length - 1} of ${EPOCHS} …`;
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.draw(run);
      this.timer = setTimeout(() => this.goOn());
    }
  }

  private finish(run: Run): void {
    const words = `Trained for ${EPOCHS} epochs.`;
    this.state.textContent = words;
    announce(words);
    this.setStop(this.stop);
    this.samples.load(run);
    this.showAll();
  }

  private draw({ epochs }: Run): void {
    const [learnt, held] = [epochs.map((each) => each.learnt), epochs.map((each) => each.held)];
    const curves = [{ kind: "learnt", losses: learnt } as const];
    const words = `Loss of training falls from ${bits(learnt[0])} to ${bits(learnt.at(-1))} bits.`;
    if (!this.asks("held")) return this.chart.show(curves, words);
    const least = Math.min(...held);
    const more = `That of the tunes held back falls to ${bits(least)} and is ${bits(held.at(-1))}`;
    this.chart.show([...curves, { kind: "held", losses: held }], `${words} ${more} at the end.`);
  }

  private moveLine(epoch: number): void {
    if (!this.run?.over) return;
    this.line.input.value = String(epoch);
    this.line.input.dispatchEvent(new Event("input"));
  }

  private setStop(epoch: number): void {
    this.stop = epoch;
    const weights = this.run?.over ? this.run.epochs[epoch]?.weights : undefined;
    if (weights) keepStop(epoch, sampled(weights, FIRST_DICE));
    this.showAll();
  }

  protected showAll(): void {
    const { run, stop } = this;
    const over = run?.over ?? false;
    this.train.textContent = run ? "Train again" : "Train";
    this.line.input.disabled = !over;
    if (run) this.draw(run);
    else this.chart.show([], "No loss yet: the network has not been trained.");
    this.chart.mark(over ? stop : null, over && run && this.asks("held") ? run.best : null);
    this.told.textContent = over && run ? this.standing(run) : "";
    if (over && run) this.samples.show(run, stop);
  }

  private standing({ epochs, best }: Run): string {
    const { learnt, held } = epochs[this.stop] as { learnt: number; held: number };
    const after = `After ${this.stop} epochs`;
    const own = `${after} it loses ${bits(learnt)} bits an eighth on its own tunes`;
    if (!this.asks("held")) return `${own}.`;
    const least = bits(epochs[best]?.held);
    const other = `${bits(held)} on the tunes it never saw`;
    return `${own}, ${other}. On those it was best after ${best} epochs, with ${least}.`;
  }
}

const bits = (loss: number | undefined): string => (loss ?? 0).toFixed(2);

define("learn-training", LearnTraining);
