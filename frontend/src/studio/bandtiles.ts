/**
 * The bands of all genres as tiles: who plays, and how well the melody suits what each band has
 * learnt from. All of them may be chosen, in the order in which the site lists them.
 */
import type { ModelCard } from "../api.ts";
import type { Suit, Word } from "../genres/model.ts";
import { guideLink } from "./modelguide.ts";
import { make } from "./page.ts";

const BAND = "gan"; // the technique whose models are told apart by genre
const WORDS: Readonly<Record<Word, string>> = {
  well: "Suits it well",
  evenly: "As well as others",
  less: "Less than others",
  unlike: "Unlike its tunes",
};
const ABOUT = "Bars: your melody beside the tunes that each band has learnt from.";

export const isBand = ({ technique }: ModelCard): boolean => technique === BAND;

/** "Bass, piano, strings, drums". */
export function partsOf({ tracks }: ModelCard): string {
  const names = tracks.map(({ name }, n) => (n === 0 ? name : name.toLowerCase()));
  return names.join(", ");
}

interface Tile {
  readonly card: ModelCard;
  readonly suit: HTMLElement;
}

export class BandTiles {
  readonly element: HTMLElement;
  private readonly guideUrl: string;
  private readonly tiles: Tile[] = [];
  private readonly grid = make("div", { class: "bands" });
  private readonly about = make("div", { class: "band-about quiet-text" });
  private readonly legend = make("p", { class: "quiet-text suit-about" }, ABOUT);

  constructor(guideUrl: string) {
    this.guideUrl = guideUrl;
    this.legend.hidden = true;
    this.element = make("div", { class: "band-tiles" }, this.grid, this.legend, this.about);
  }

  get cards(): readonly ModelCard[] {
    return this.tiles.map(({ card }) => card);
  }

  /** `radio` chooses the model, `example` lets hear it. */
  add(card: ModelCard, radio: HTMLInputElement, example: HTMLElement | null): void {
    const [title, parts, suit] = ["title", "parts", "suit"].map((of) => `${card.name}-${of}`);
    radio.setAttribute("aria-labelledby", title as string);
    radio.setAttribute("aria-describedby", `${parts} ${suit}`);
    const told = make("span", { class: "suit", id: suit });
    const label = make(
      "label",
      { class: "choice band", title: card.description },
      radio,
      make("strong", { id: title }, card.title),
      make("span", { class: "quiet-text", id: parts }, partsOf(card)),
      told,
    );
    this.grid.append(make("div", { class: "model-line" }, label, example));
    this.tiles.push({ card, suit: told });
  }

  /** What the chosen band is; nothing where another model is chosen. */
  describe(card: ModelCard | null): void {
    this.about.hidden = !card;
    if (card) this.about.replaceChildren(`${card.description} `, guideLink(this.guideUrl, card));
  }

  /** How well the melody suits each; `suitOf` knows nothing of some, and of too short a melody. */
  tell(suitOf: (card: ModelCard) => Suit | null): void {
    const suits = this.tiles.map(({ card }) => suitOf(card));
    this.tiles.forEach(({ suit }, n) => show(suit, suits[n] ?? null));
    this.legend.hidden = suits.every((suit) => !suit);
  }
}

function show(place: HTMLElement, suit: Suit | null): void {
  if (!suit) return place.replaceChildren();
  const bar = make("span", { class: "suit-bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(suit.word === "unlike" ? 0 : suit.share));
  place.replaceChildren(bar, WORDS[suit.word]);
  place.dataset["word"] = suit.word;
  return undefined;
}
