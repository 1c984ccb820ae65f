/** All heads of a Transformer, a row a layer: one is chosen by pointer, or by arrows and Enter. */
import { make } from "../making.ts";

export type Choice = string | null; // "layer.head" or "layer", from 0; null: none of them

export interface Cell {
  readonly share: number; // from 0 to 1, shown as its colour
  readonly words: string; // the same in words
}

const ARROWS: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export const choiceWords = (choice: string): string => {
  const [layer = "0", head] = choice.split(".");
  return head === undefined
    ? `All heads of layer ${Number(layer) + 1}`
    : `Head ${Number(head) + 1} of layer ${Number(layer) + 1}`;
};

export class HeadGrid {
  readonly element: HTMLElement;
  private readonly buttons: readonly (readonly HTMLButtonElement[])[];

  /** `whole`: a whole layer can be chosen, too. */
  constructor(
    size: { layers: number; heads: number; whole: boolean },
    label: string,
    chosen: (choice: string) => void,
  ) {
    const layers = [...Array(size.layers).keys()];
    this.buttons = layers.map((layer) => {
      const names = [...Array(size.heads).keys()].map((head) => `${layer}.${head}`);
      return (size.whole ? [...names, `${layer}`] : names).map((name) => button(name, chosen));
    });
    const lines = this.buttons.map((line, layer) => {
      const text = `Layer ${layer + 1}`;
      const name = make("span", { class: "key", "aria-hidden": "true", text });
      return make("div", { class: "line" }, name, ...line);
    });
    this.element = make("div", { class: "head-grid", role: "group", "aria-label": label });
    this.element.append(...lines);
    this.element.addEventListener("keydown", (event) => this.key(event));
    (this.buttons[0]?.[0] as HTMLButtonElement).tabIndex = 0;
  }

  show(pressed: Choice, cell: (choice: string) => Cell): void {
    for (const button of this.buttons.flat()) {
      const name = button.dataset["choice"] as string;
      const { share, words } = cell(name);
      button.style.setProperty("--share", share.toFixed(3));
      button.ariaPressed = String(name === pressed);
      button.ariaLabel = `${choiceWords(name)}: ${words}`;
      button.title = words;
    }
  }

  private key(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key];
    const here = event.target as HTMLButtonElement;
    const row = this.buttons.findIndex((line) => line.includes(here));
    if (!arrow || row < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const column = this.buttons[row]?.indexOf(here) ?? 0;
    const next = this.buttons[row + arrow[0]]?.[column + arrow[1]];
    if (!next) return;
    here.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}

function button(name: string, chosen: (choice: string) => void): HTMLButtonElement {
  const head = name.split(".")[1];
  return make("button", {
    class: head === undefined ? "head whole" : "head",
    "data-choice": name,
    tabindex: -1,
    "aria-pressed": "false",
    text: head === undefined ? "all" : `${Number(head) + 1}`,
    click: () => chosen(name),
  });
}
