/** The models one may ask: a card each, the controls of the chosen one, and the seed. */
import { list as whole, type ModelCard } from "../api.ts";
import { icon, SPARK } from "../screen/icon.ts";
import { BandTiles, isBand } from "./bandtiles.ts";
import { followsChords } from "./chordfollowing.ts";
import type { Elements } from "./elements.ts";
import { Examples } from "./examples.ts";
import { insist } from "./insisting.ts";
import { guideLink } from "./modelguide.ts";
import { button, make } from "./page.ts";
import { type ParameterForm, parameterForm } from "./parameters.ts";
import { Settings } from "./settings.ts";
import { ownSong } from "./state.ts";
import type { Studio } from "./studio.ts";
import { Suiting } from "./suiting.ts";
import { askedModel, isTrained, missing, trainedGroup, whose } from "./trainedmodels.ts";
import { addWords, wordsOf } from "./wordlinks.ts";

type Places = Pick<
  Elements,
  | "studio"
  | "models"
  | "modelChosen"
  | "mainParameter"
  | "moreParameters"
  | "seed"
  | "followsChords"
>;

/** What is sent besides the song. */
export interface Wish {
  readonly technique: string;
  readonly model: string;
  readonly parameters: object;
  readonly seed?: number;
}

export class Models {
  chosen: ModelCard | null = null;
  private readonly studio: Studio;
  private readonly page: Places;
  private readonly onChoice: () => void;
  private readonly settings = new Settings();
  private readonly examples: Examples;
  private readonly tiles: BandTiles;
  private readonly suiting: Suiting;
  private cards: readonly ModelCard[] = [];
  private form: ParameterForm | null = null;
  private asked = askedModel();

  /** `onChoice` hears of another model and of every change of a setting. */
  constructor(studio: Studio, page: Places, onChoice: () => void) {
    this.studio = studio;
    this.page = page;
    this.onChoice = onChoice;
    this.examples = new Examples(studio);
    this.tiles = new BandTiles(this.guideUrl);
    this.suiting = new Suiting(studio, this.tiles, ({ name }) => this.wishedTrack(name));
    for (const box of [page.mainParameter, page.moreParameters]) {
      box.addEventListener("input", () => this.keep());
      box.addEventListener("click", () => this.keep()); // buttons that fill in bars
    }
    studio.topics.after(["song"], () => this.tellChords());
  }

  async load(): Promise<void> {
    try {
      const ask = (signal: AbortSignal): Promise<ModelCard[]> => whole("models/", signal);
      this.show(await insist(ask, (now) => this.wait(now)));
    } catch {
      const again = button("try again", {}, () => void this.load());
      this.tell("The models did not load. Everything else works; ", again);
    }
  }

  titleOf(name: string): string {
    return this.cards.find((card) => card.name === name)?.title ?? name;
  }

  /** Some bars of one track anew, by the model that can do that; null where none can. */
  refillWish(bars: { first: number; last: number }, track: number): Wish | null {
    const card = this.cards.find((each) => modesOf(each).includes(REFILL));
    if (!card) return null;
    const { technique, name: model, parameters } = card;
    const kept = card === this.chosen ? (this.form?.values() ?? {}) : this.settings.of(model);
    const known = new Set(parameters.map((each) => each.name));
    const own = Object.fromEntries(Object.entries(kept).filter(([each]) => known.has(each)));
    const place = { first_bar: bars.first, last_bar: bars.last, melody_track: track };
    return { technique, model, parameters: { ...own, ...place, mode: REFILL, solo: true } };
  }

  /** What the person asks of the chosen model; null while none is chosen. */
  wish(): Wish | null {
    const { chosen, form } = this;
    if (!chosen || !form) return null;
    const seed = this.page.seed.value.trim();
    const wish = { technique: chosen.technique, model: chosen.name, parameters: form.values() };
    return seed === "" ? wish : { ...wish, seed: Number(seed) };
  }

  private show(cards: readonly ModelCard[]): void {
    this.cards = cards;
    const wished = this.asked ?? this.settings.model;
    const first = cards.find(({ name }) => name === wished) ?? cards[0];
    if (!first) return this.tell("No model is installed on this site yet.");
    const place = (card: ModelCard): HTMLElement => this.place(card, card === first);
    const places = cards.filter((card) => !isTrained(card)).map(place);
    const people = trainedGroup(cards.filter(isTrained).map(place), isTrained(first));
    this.page.models.replaceChildren(...new Set(places), ...(people ? [people] : []));
    if (wished !== null && first.name !== wished)
      this.studio.messages.notice("warn", missing(wished, first.title));
    this.asked = null;
    this.choose(first);
    return undefined;
  }

  /** Bands share a place, that of the first of them. */
  private place(card: ModelCard, checked: boolean): HTMLElement {
    const radio = make("input", { type: "radio", name: "model", value: card.name });
    radio.checked = checked;
    radio.addEventListener("change", () => this.choose(card));
    const example = card.example ? this.examples.button(card) : null;
    if (!isTile(card)) return this.line(card, radio, example);
    this.tiles.add(card, radio, example);
    return this.tiles.element;
  }

  private wait(now: () => void): void {
    const again = button("Ask again now", {}, now);
    this.tell("The models have not come yet; we go on asking. Everything else works. ", again);
  }

  private tell(...words: readonly (Node | string)[]): void {
    this.page.models.replaceChildren(make("p", { class: "empty" }, ...words));
  }

  private line(
    card: ModelCard,
    radio: HTMLInputElement,
    example: HTMLElement | null,
  ): HTMLElement {
    const description = make("span", { class: "quiet-text" }, ` ${card.description}`);
    const by = whose(card);
    const maker = by && make("span", { class: "quiet-text maker" }, by);
    const words = make("span", {}, make("strong", {}, card.title), maker || null, description);
    const choice = make("label", { class: "choice model" }, radio, words);
    return make("div", { class: "model-line" }, choice, guideLink(this.guideUrl, card), example);
  }

  private get guideUrl(): string {
    return this.page.studio.dataset["guideUrl"] ?? "";
  }

  /** Which track a model is to accompany; below 0 where it finds the melody by itself. */
  private wishedTrack(model: string): number {
    return Number(this.settings.of(model)["melody_track"] ?? -1);
  }

  private choose(card: ModelCard): void {
    this.form?.end();
    this.chosen = card;
    this.form = parameterForm(card, this.studio);
    this.form.write(this.settings.of(card.name));
    const words = make("span", {}, card.title);
    const explained = wordsOf(this.page.studio);
    for (const part of [this.form.main, this.form.more]) addWords(part, explained);
    this.page.modelChosen.replaceChildren(icon(SPARK), words);
    this.page.modelChosen.title = `${card.title}: choose another model`;
    this.tiles.describe(isTile(card) ? card : null);
    this.page.mainParameter.replaceChildren(this.form.main);
    this.page.moreParameters.replaceChildren(this.form.more);
    this.keep();
  }

  private keep(): void {
    const { chosen, form } = this;
    if (chosen && form) this.settings.keep(chosen.name, form.values());
    this.tellChords();
    this.suiting.look();
    this.onChoice();
  }

  /** Of one's own song, which is what is sent. */
  private tellChords(): void {
    const { studio, page, chosen } = this;
    page.followsChords.hidden = !followsChords(ownSong(studio.state), chosen, this.wish());
  }
}

/** Installed bands are tiles; those of people stand in the group of theirs. */
const isTile = (card: ModelCard): boolean => isBand(card) && !isTrained(card);

const REFILL = "fill bars";
const modesOf = ({ parameters }: ModelCard): readonly string[] =>
  parameters.find(({ name }) => name === "mode")?.choices ?? [];
