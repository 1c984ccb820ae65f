/** What the network plays from some epochs, to be heard and to be counted. */
import { hearing, type Heard } from "../hearing.ts";
import { make, percent } from "../making.ts";
import { songOf, STEP_TICKS } from "../tune.ts";
import { measuresOf } from "./measures.ts";
import { EPOCHS, type Run } from "./run.ts";
import * as sample from "./sample.ts";
import { BAR, barsOf, HELD, notesOf } from "./tunes.ts";

const TURN = { ticks: sample.SAMPLE_BARS * BAR * STEP_TICKS, columns: sample.SAMPLE_BARS };
const HEADS = ["", "", "bars that are copies", "empty bars", "pitches used", "in C major"];
const PEOPLE = "People (the two tunes held back)";

export class Samples {
  readonly element = make("div", { class: "samples", hidden: true });
  private heard: Heard[] = [];
  private run: Run | null = null;
  private stopped = 0;
  private readonly strip = make("ol", { class: "plain bars", "aria-label": "Its eight bars" });
  private readonly body = make("tbody");
  private readonly counted = new Map<number, number>(); // copies at each epoch, counted once

  constructor() {
    const head = HEADS.map((text) => (text ? make("th", { scope: "col", text }) : make("td")));
    const table = make("table", { class: "counts" }, make("thead", {}, make("tr", {}, ...head)));
    table.append(this.body);
    const label = "What it plays, in numbers";
    const wish = { class: "writing", tabindex: 0, role: "group", "aria-label": label };
    const text = "From where you stopped, bar by bar:";
    this.element.append(make("p", { class: "meta", text }), this.strip, make("div", wish, table));
  }

  load(run: Run): void {
    this.run = run;
    this.counted.clear();
    this.element.hidden = false;
  }

  stop(): void {
    for (const { deck } of this.heard) deck.stop();
  }

  show(run: Run, stop: number): void {
    if (run !== this.run) this.load(run);
    if (stop !== this.stopped) this.stop();
    this.stopped = stop;
    this.heard = [];
    const rows = [
      this.row(`Where you stopped: ${stop}`, stop),
      this.row(`Best on the tunes held back: ${run.best}`, run.best),
      this.row(`To the end: ${EPOCHS}`, EPOCHS),
    ];
    this.body.replaceChildren(...rows, people());
    this.showStrip(this.made(stop));
  }

  private made(epoch: number, dice = sample.FIRST_DICE): number[] {
    return sample.sampled(this.run?.epochs[epoch]?.weights as Float64Array, dice);
  }

  private copied(epoch: number): number {
    const weights = this.run?.epochs[epoch]?.weights as Float64Array;
    const share = this.counted.get(epoch) ?? sample.copiedShare(weights);
    this.counted.set(epoch, share);
    return share;
  }

  private row(name: string, epoch: number): HTMLElement {
    const made = this.made(epoch);
    const words = { text: "Hear it", name, small: true };
    const heard = hearing(words, TURN, () => songOf(notesOf(made), name));
    this.heard.push(heard);
    const bars = sample.COUNTED * sample.SAMPLE_BARS;
    const copies = Math.round(this.copied(epoch) * bars);
    return rowOf(name, `${copies} of ${bars}`, made, heard.button);
  }

  private showStrip(made: readonly number[]): void {
    const flags = sample.copies(made);
    const bars = barsOf(made).map((bar, at) => {
      const copy = flags[at] as boolean;
      const words = make("small", { text: copy ? "copy" : "new" });
      return make("li", { class: copy ? "copied" : "" }, make("code", { text: bar }), " ", words);
    });
    this.strip.replaceChildren(...bars);
  }
}

function people(): HTMLElement {
  const bars = HELD.flatMap(({ symbols }) => barsOf(symbols)).length;
  const copies = Math.round(sample.copiedByChance() * bars);
  return rowOf(PEOPLE, `${copies} of ${bars}`, HELD.flatMap(({ symbols }) => symbols));
}

function rowOf(
  name: string,
  copies: string,
  made: readonly number[],
  hear: HTMLElement | string = "",
): HTMLElement {
  const { empty, pitches, inScale } = measuresOf(made);
  return make(
    "tr",
    {},
    make("th", { scope: "row", text: name }),
    make("td", {}, hear),
    ...[copies, percent(empty), String(pitches), percent(inScale)].map((text) =>
      make("td", { text }),
    ),
  );
}
