/** All charts of a part of the page: made, renewed and let go as pictures come and go. */
import { ChartCard } from "./card.ts";
import type { Picture } from "./picture.ts";
import { reachBelow } from "./scale.ts";

const MORE = "More figures, for who builds networks";

export class Gallery {
  private readonly cards = new Map<string, ChartCard>();
  private readonly place: HTMLElement;
  private readonly shared: string; // names the cursor, with what goes along the bottom
  private readonly more = document.createElement("details");
  private readonly others = document.createElement("div");
  private along = "";

  constructor(place: HTMLElement, shared: string) {
    [this.place, this.shared] = [place, shared];
    const summary = document.createElement("summary");
    summary.textContent = MORE;
    this.others.className = "charts";
    this.more.className = "more-charts";
    this.more.append(summary, this.others);
    this.more.hidden = true;
    place.after(this.more);
  }

  show(pictures: readonly Picture[], smoothing = 0): void {
    const along = pictures[0]?.along ?? this.along;
    if (along !== this.along) this.clear();
    this.along = along;
    const empty = this.place.querySelector<HTMLElement>("[data-empty]");
    if (empty) empty.hidden = pictures.length > 0;
    this.more.hidden = !pictures.some(({ aside }) => aside);
    const wanted = new Set(pictures.map(({ key }) => key));
    for (const [key, card] of this.cards) if (!wanted.has(key)) this.drop(key, card);
    const reach = reachBelow(pictures);
    for (const picture of pictures) this.cardOf(picture).show(picture, smoothing, reach);
  }

  private cardOf(picture: Picture): ChartCard {
    const known = this.cards.get(picture.key);
    if (known) return known;
    const made = new ChartCard(picture, `${this.shared} ${picture.along}`);
    this.cards.set(picture.key, made);
    (picture.aside ? this.others : this.place).append(made.element);
    return made;
  }

  private drop(key: string, card: ChartCard): void {
    card.end();
    this.cards.delete(key);
  }

  private clear(): void {
    for (const [key, card] of this.cards) this.drop(key, card);
  }
}
