/** What all parts of a capsule share: an element that knows a tune and hears of its changes. */
import { type Shelf, shelfOf } from "../shelf.ts";

export abstract class Part extends HTMLElement {
  private ended: (() => void)[] = [];

  connectedCallback(): void {
    if (!this.hasChildNodes()) this.build();
    this.showAll();
  }

  disconnectedCallback(): void {
    for (const end of this.ended) end();
    this.ended = [];
  }

  /** Puts in what is in it; called once. */
  protected abstract build(): void;

  /** What it shows of its tune. */
  protected abstract showAll(): void;

  protected get shelf(): Shelf {
    return shelfOf(this.dataset["store"] ?? "tune");
  }

  /** Whether the page asks for this. */
  protected asks(name: string): boolean {
    return this.dataset[name] !== undefined;
  }

  protected until(end: () => void): void {
    this.ended.push(end);
  }

  protected hear(shelf: Shelf): void {
    const changed = (): void => this.showAll();
    shelf.addEventListener("change", changed);
    this.until(() => shelf.removeEventListener("change", changed));
  }
}

/** Nothing where a page is walked to for the second time. */
export function define(name: string, made: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, made);
}
