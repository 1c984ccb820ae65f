/**
 * A chart with all that belongs to it: its name, one sentence that says what it shows now, its
 * lines by name, the drawing, which the arrow keys walk through, and its numbers as a table.
 */
import { bearsLogarithm, wantsLogarithm } from "./joining.ts";
import { Legend } from "./legend.ts";
import type { Picture } from "./picture.ts";
import { Plot } from "./plot.ts";
import { spokenAt } from "./rows.ts";
import { Table } from "./table.ts";

const FAR = 10; // figures that Page Up and Page Down go

export class ChartCard {
  readonly element = document.createElement("figure");
  private readonly sentence = document.createElement("p");
  private readonly host = document.createElement("div");
  private readonly live = document.createElement("p");
  private readonly logarithm = document.createElement("button");
  private readonly legend = new Legend(() => this.draw());
  private readonly table: Table;
  private readonly plot: Plot;
  private picture: Picture;
  private cursor: number | null = null; // the place of a figure among all
  private chosen: boolean | null = null; // whether a logarithm is wanted, once somebody has said it

  private smoothing = 0;
  private reach: readonly [number, number] = [0, 1];

  constructor(picture: Picture, shared: string) {
    this.picture = picture;
    this.table = new Table(picture.title);
    this.element.className = "card chart";
    this.element.dataset["chart"] = picture.key;
    this.build();
    this.plot = new Plot(this.host, shared, (at) => this.moved(at));
    this.host.addEventListener("keydown", (event) => this.pressed(event));
    this.host.addEventListener("blur", () => this.plot.point(null));
    this.logarithm.addEventListener("click", () => {
      this.chosen = !this.isLogarithm();
      this.draw();
    });
  }

  /** `reach`: from where to where the axis below goes, the same for all charts beside it. */
  show(picture: Picture, smoothing: number, reach: readonly [number, number]): void {
    [this.picture, this.smoothing, this.reach] = [picture, smoothing, reach];
    this.draw();
  }

  end(): void {
    this.plot.end();
    this.element.remove();
  }

  private build(): void {
    const { title } = this.picture;
    const caption = document.createElement("figcaption");
    const heading = document.createElement("h3");
    heading.textContent = title;
    this.logarithm.type = "button";
    this.logarithm.className = "button small quiet";
    this.logarithm.textContent = "Log";
    this.logarithm.setAttribute("aria-label", `Log axis of ${title}`);
    this.sentence.className = "chart-sentence";
    caption.append(heading, this.logarithm);
    this.host.className = "plot";
    this.host.tabIndex = 0;
    this.host.setAttribute("role", "application");
    this.host.setAttribute("aria-roledescription", "chart");
    this.host.setAttribute("aria-label", `${title}: left and right arrow keys read its figures`);
    this.live.className = "visually-hidden";
    this.live.setAttribute("aria-live", "polite");
    const parts = [this.sentence, this.legend.element, this.host, this.live, this.table.element];
    this.element.append(caption, ...parts);
  }

  private isLogarithm(): boolean {
    const { lines, range } = this.picture;
    if (!bearsLogarithm(lines) || (range && range.low <= 0)) return false;
    return this.chosen ?? wantsLogarithm(lines);
  }

  private draw(): void {
    const { lines, sentence, share } = this.picture;
    this.sentence.textContent = sentence.replaceAll(" %", "\u00a0%"); // never in two lines
    this.logarithm.hidden = !!share || !bearsLogarithm(lines);
    this.logarithm.setAttribute("aria-pressed", String(this.isLogarithm()));
    const { hidden } = this.legend;
    this.plot.show(this.picture, {
      logarithm: this.isLogarithm(),
      smoothing: this.smoothing,
      reach: this.reach,
      hidden,
    });
    this.legend.show(this.picture, this.place());
    this.table.show(this.picture);
  }

  private place(): number | null {
    return this.cursor === null ? null : (this.plot.x[this.cursor] ?? null);
  }

  private moved(at: number | null): void {
    this.cursor = at;
    this.legend.show(this.picture, this.place());
  }

  private pressed(event: KeyboardEvent): void {
    const last = this.plot.x.length - 1;
    const now = this.cursor ?? (event.key === "ArrowLeft" ? last + 1 : -1);
    const to = TARGETS[event.key]?.(now, last);
    if (event.key === "Escape") this.plot.point(null);
    else if (to === undefined || last < 0) return;
    else this.read(Math.max(0, Math.min(last, to)));
    event.preventDefault();
  }

  private read(at: number): void {
    this.plot.point(at);
    this.cursor = at;
    const place = this.place();
    if (place !== null) this.live.textContent = spokenAt(this.picture, place);
  }
}

const TARGETS: Readonly<Record<string, (now: number, last: number) => number>> = {
  ArrowLeft: (now) => now - 1,
  ArrowRight: (now) => now + 1,
  PageUp: (now) => now - FAR,
  PageDown: (now) => now + FAR,
  Home: () => 0,
  End: (_now, last) => last,
};
