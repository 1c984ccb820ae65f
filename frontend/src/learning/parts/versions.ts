/**
 * <learn-versions data-of="muted">: the same continuation made in another manner, beside how it
 * was. What may be changed is what data-of says: see `attention/choosers.ts`.
 */
import type { Chooser } from "../attention/chooser.ts";
import { chooserOf } from "../attention/choosers.ts";
import { changes } from "../attention/comparing.ts";
import { Performance } from "../attention/performance.ts";
import { AttentionRoll } from "../attention/roll.ts";
import {
  BAR_TICKS,
  FIRST_MADE,
  type Row,
  songWith,
  type Trace,
  traceAt,
} from "../attention/trace.ts";
import { keepVersion, PLAIN, rowsOf, type Version } from "../attention/versions.ts";
import { make } from "../making.ts";
import { Fetched } from "./fetched.ts";
import { define } from "./part.ts";

const LEAD = 2; // bars of the tune that are heard before
const LABEL = "Piano roll: the tune and what the model makes of it now; before it as outlines";

class LearnVersions extends Fetched<Trace> {
  protected readonly bring = traceAt;
  private chooser: Chooser | null = null;
  private sounding: Version | null = null;
  private readonly roll = new AttentionRoll(LABEL);
  private readonly show = new Performance((tick) => this.follow(tick));
  private readonly now = make("button", { class: "button primary", click: () => this.press() });
  private readonly earlier = make("button", {
    class: "button",
    text: "As it was",
    click: () => this.perform(PLAIN),
  });
  private readonly told = make("p", { class: "told", role: "status" });

  override connectedCallback(): void {
    super.connectedCallback();
    this.until(() => this.show.stop());
  }

  protected fill(trace: Trace): void {
    this.chooser = chooserOf(this.dataset["of"] ?? "", trace, () => this.changed());
    const tools = make("div", { class: "row tools" }, this.now, this.earlier);
    this.append(this.chooser.element, tools, this.roll.element, this.told);
    if (this.chooser.more) this.append(this.chooser.more);
    this.follow(null);
  }

  private changed(): void {
    this.show.stop();
    if (this.chooser) keepVersion(this.chooser.version());
    this.showAll();
  }

  private press(): void {
    if (this.show.playing) this.show.stop();
    else if (this.chooser) this.perform(this.chooser.version());
  }

  private perform(version: Version): void {
    if (!this.content) return;
    this.sounding = version;
    const made = rowsOf(this.content, version) ?? this.content.made;
    this.draw(this.content, made);
    void this.show.play(songWith(this.content, made), (FIRST_MADE - LEAD) * BAR_TICKS);
  }

  protected tell(trace: Trace): void {
    const version = this.chooser?.version() ?? PLAIN;
    const made = rowsOf(trace, version) ?? trace.made;
    this.draw(trace, made);
    this.chooser?.show();
    const words = this.chooser?.words(made) ?? "";
    this.told.textContent = `${words} ${changeWords(trace, made)}`.trim();
  }

  private draw(trace: Trace, made: readonly Row[]): void {
    const ghost = made === trace.made ? [] : trace.made;
    this.roll.show({ tune: trace.tune, made, ghost });
  }

  private follow(tick: number | null): void {
    this.roll.playAt(tick);
    const words = tick === null ? "Play" : "Stop";
    if (this.now.textContent !== words) this.now.textContent = words;
    this.earlier.disabled = tick !== null;
    if (tick === null && this.sounding) {
      this.sounding = null;
      this.showAll();
    }
  }
}

/** How much of it is new. */
function changeWords(trace: Trace, made: readonly Row[]): string {
  const { count, first } = changes(trace.made, made);
  if (first === null) return "Nothing has changed: this is how it was.";
  const bar = Math.floor((made[first]?.[0] ?? 0) / BAR_TICKS) + 1;
  return `${count} of its ${made.length} notes are others than before, from bar ${bar} on.`;
}

define("learn-versions", LearnVersions);
