/** Nine bars beside each other, each of which can be heard, and whose turn it was. */
import { make } from "../making.ts";
import type { Bar } from "./beats.ts";
import { BarPicture, wordsOf } from "./drawing.ts";
import type { Place } from "./drummer.ts";
import { SHOWN, type Who } from "./training.ts";

export class Shown {
  readonly element: HTMLElement;
  private readonly pictures: readonly BarPicture[];
  private readonly buttons: readonly HTMLButtonElement[];
  private lit: number | null = null;

  constructor(pressed: (bar: number) => void) {
    this.pictures = Array.from({ length: SHOWN }, () => new BarPicture());
    this.buttons = this.pictures.map(({ element }, bar) =>
      make("button", { class: "bar", click: () => pressed(bar) }, element),
    );
    const wish = { class: "bars", role: "group", "aria-label": "Nine bars of the forger" };
    this.element = make("div", wish, ...this.buttons);
  }

  show(bars: readonly Bar[]): void {
    bars.forEach((bar, at) => {
      this.pictures[at]?.show(bar);
      const label = `Hear bar ${at + 1}: ${wordsOf(bar)}`;
      const button = this.buttons[at];
      if (button && button.ariaLabel !== label) button.ariaLabel = label;
    });
  }

  light(place: Place | null): void {
    const { lit } = this;
    if (lit !== null && lit !== place?.bar) this.mark(lit, null);
    if (place) this.mark(place.bar, place.step);
    this.lit = place?.bar ?? null;
  }

  /** Frames the bars in the colour of who learnt last. */
  turn(who: Who | null): void {
    if (who) this.element.dataset["turn"] = who;
    else delete this.element.dataset["turn"];
  }

  private mark(bar: number, step: number | null): void {
    this.pictures[bar]?.light(step);
    this.buttons[bar]?.classList.toggle("sounds", step !== null);
  }
}
