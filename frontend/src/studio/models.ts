/** The models one may ask: a card each, the controls of the chosen one, and the seed. */
import { list as whole, type ModelCard } from "../api.ts";
import { icon, SPARK } from "../screen/icon.ts";
import type { Elements } from "./elements.ts";
import { insist } from "./insisting.ts";
import { button, make } from "./page.ts";
import { type ParameterForm, parameterForm } from "./parameters.ts";
import type { Studio } from "./studio.ts";

type Places = Pick<
  Elements,
  "models" | "modelChosen" | "mainParameter" | "moreParameters" | "seed"
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
  private form: ParameterForm | null = null;

  constructor(studio: Studio, page: Places, onChoice: () => void) {
    this.studio = studio;
    this.page = page;
    this.onChoice = onChoice;
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

  /** What the person asks of the chosen model; null while none is chosen. */
  wish(): Wish | null {
    const { chosen, form } = this;
    if (!chosen || !form) return null;
    const seed = this.page.seed.value.trim();
    const wish = { technique: chosen.technique, model: chosen.name, parameters: form.values() };
    return seed === "" ? wish : { ...wish, seed: Number(seed) };
  }

  private show(cards: readonly ModelCard[]): void {
    const [first] = cards;
    if (!first) return this.tell("No model is installed on this site yet.");
    this.page.models.replaceChildren(...cards.map((card) => this.card(card, card === first)));
    this.choose(first);
    return undefined;
  }

  private wait(now: () => void): void {
    const again = button("Ask again now", {}, now);
    this.tell("The models have not come yet; we go on asking. Everything else works. ", again);
  }

  private tell(...words: readonly (Node | string)[]): void {
    this.page.models.replaceChildren(make("p", { class: "empty" }, ...words));
  }

  private card(card: ModelCard, checked: boolean): HTMLElement {
    const radio = make("input", { type: "radio", name: "model", value: card.name });
    radio.checked = checked;
    radio.addEventListener("change", () => this.choose(card));
    const description = make("span", { class: "quiet-text" }, ` ${card.description}`);
    const words = make("span", {}, make("strong", {}, card.title), description);
    return make("label", { class: "choice model" }, radio, words);
  }

  private choose(card: ModelCard): void {
    this.form?.end();
    this.chosen = card;
    this.form = parameterForm(card, this.studio);
    const words = make("span", {}, card.title);
    this.page.modelChosen.replaceChildren(icon(SPARK), words);
    this.page.modelChosen.title = `${card.title}: choose another model`;
    this.page.mainParameter.replaceChildren(this.form.main);
    this.page.moreParameters.replaceChildren(this.form.more);
    this.onChoice();
  }
}
