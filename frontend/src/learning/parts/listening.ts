/**
 * <learn-listening data-lines data-heads data-token>: a continuation, what each of its notes
 * listened to, and how a note is written for the model.
 */
import { HeadGrid } from "../attention/headgrid.ts";
import { Performance } from "../attention/performance.ts";
import { AttentionRoll } from "../attention/roll.ts";
import { listened, madeWords, sentence, sharesOf } from "../attention/telling.ts";
import { BAR_TICKS, FIRST_MADE, songWith, type Trace, traceAt } from "../attention/trace.ts";
import { tryOut } from "../deck.ts";
import { keep, kept } from "../kept.ts";
import { make, percent, slider } from "../making.ts";
import { noteRows } from "../tokens.ts";
import { Fetched } from "./fetched.ts";
import { define } from "./part.ts";

const NOTE = "attention.note";
const LABEL = "Piano roll: eight bars of a tune, and eight bars that the model made of it";
const FIELDS = ["beats later", "24ths", "track", "key", "quarters", "24ths more", "loudness"];

const isNumber = (value: unknown): value is number => Number.isInteger(value);

class LearnListening extends Fetched<Trace> {
  protected readonly bring = traceAt;
  private made = 0; // the note that is chosen, among those that were made
  private head: string | null = null;
  private input: HTMLInputElement | null = null;
  private readonly roll = new AttentionRoll(LABEL, (made, pressed) => this.pick(made, pressed));
  private readonly show = new Performance((tick) => this.follow(tick));
  private readonly play = make("button", { class: "button primary", click: () => this.toggle(0) });
  private readonly later = make("button", {
    class: "button",
    text: "Only the model’s bars",
    click: () => this.toggle(FIRST_MADE * BAR_TICKS),
  });
  private readonly told = make("p", { class: "told" });
  private readonly token = make("dl", { class: "token" });
  private grid: HeadGrid | null = null;
  private readonly every = make("button", {
    class: "button",
    text: "All heads together",
    click: () => this.choose(null),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.show.stop());
  }

  protected fill(trace: Trace): void {
    const last = trace.made.length - 1;
    this.made = Math.max(0, Math.min(last, kept(NOTE, isNumber) ?? Math.floor(last / 2)));
    this.roll.show(trace);
    this.append(make("div", { class: "row tools" }, this.play, this.later), this.roll.element);
    if (this.asks("lines") || this.asks("token")) this.append(this.walking(trace));
    if (this.asks("token")) this.append(this.token);
    if (this.asks("lines")) this.append(this.told);
    if (this.asks("heads")) this.append(...this.heads(trace));
    this.follow(null);
  }

  private walking(trace: Trace): HTMLElement {
    const { row, input } = slider(
      "Note",
      { min: 1, max: trace.made.length, step: 1, value: this.made + 1 },
      (place) => `${place} of ${trace.made.length}: ${madeWords(trace, place - 1)}`,
      (place) => {
        this.made = place - 1;
        keep(NOTE, this.made);
        this.showAll();
      },
    );
    this.input = input;
    return row;
  }

  private heads({ layers, heads }: Trace): HTMLElement[] {
    const label = "Heads, a row a layer. Arrows move, Enter chooses.";
    this.grid = new HeadGrid({ layers, heads, whole: false }, label, (head) => this.choose(head));
    return [make("div", { class: "row tools" }, this.every), this.grid.element];
  }

  private choose(head: string | null): void {
    this.head = head;
    this.showAll();
  }

  private pick(made: number, pressed: boolean): void {
    const [, pitch = 60, , velocity = 80] = this.content?.made[made] ?? [];
    if (pressed && !this.show.playing) void tryOut(pitch, velocity);
    if (!this.input || made === this.made) return;
    this.input.value = String(made + 1);
    this.input.dispatchEvent(new Event("input"));
  }

  protected tell(trace: Trace): void {
    const head = this.headNumber(trace);
    const from = trace.tune.length + this.made;
    const { loudest } = listened(sharesOf(trace, this.made, head));
    const to = this.asks("lines") ? loudest : [];
    this.roll.thread(this.input ? { from, to } : null);
    this.told.textContent = sentence(trace, this.made, head);
    if (this.asks("token")) this.showToken(trace);
    this.every.ariaPressed = String(this.head === null);
    this.grid?.show(this.head, (choice) => {
      const [loud] = listened(sharesOf(trace, this.made, numberOf(trace, choice))).loudest;
      const share = loud?.share ?? 0;
      return { share, words: `${percent(share)} on one note` };
    });
  }

  private headNumber(trace: Trace): number | null {
    return this.head === null ? null : numberOf(trace, this.head);
  }

  /** The note as the model reads it, number by number. */
  private showToken(trace: Trace): void {
    const { notes } = songWith(trace, trace.made).tracks[0] ?? { notes: [] };
    const row = noteRows(notes)[trace.tune.length + this.made] ?? [];
    const boxes = FIELDS.map((name, at) =>
      make("div", {}, make("dt", { text: name }), make("dd", { text: String(row[at]) })),
    );
    this.token.replaceChildren(...boxes);
  }

  private toggle(tick: number): void {
    if (this.show.playing) this.show.stop();
    else if (this.content) void this.show.play(songWith(this.content, this.content.made), tick);
  }

  private follow(tick: number | null): void {
    this.roll.playAt(tick);
    const words = tick === null ? "Play" : "Stop";
    if (this.play.textContent !== words) this.play.textContent = words;
    this.later.disabled = tick !== null;
  }
}

function numberOf({ heads }: Trace, choice: string): number {
  const [layer = 0, head = 0] = choice.split(".").map(Number);
  return layer * heads + head;
}

define("learn-listening", LearnListening);
