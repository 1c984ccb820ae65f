/** Small pieces of the page made in script, and what it remembers. Text is always set as text. */

export type Child = Node | string | null;

/** An element with properties (and `data`, `aria-…`, `class` as attributes) and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function button(
  label: string,
  attributes: Readonly<Record<string, string | boolean | undefined>>,
  act: () => void,
): HTMLButtonElement {
  const element = make("button", { type: "button", class: "button small", ...attributes }, label);
  element.addEventListener("click", act);
  return element;
}

/**
 * Other pieces in the place of those of `box`. The focus stays on the one it was on; where that is
 * gone, on the chosen one, for it must not fall back to the top of the page.
 */
export function replaceKeepingFocus(box: HTMLElement, pieces: readonly Node[]): void {
  const { activeElement } = document;
  const inside = box.contains(activeElement);
  const held = activeElement instanceof HTMLElement ? activeElement.dataset["focus"] : undefined;
  box.replaceChildren(...pieces);
  if (!inside) return;
  const same = held ? `[data-focus="${held}"]` : ".none";
  const places = [same, ".chosen [data-focus]", "[data-focus]", "button, input, select, a[href]"];
  const found = places.map((place) => box.querySelector<HTMLElement>(place));
  found.find((each) => each && !each.hasAttribute("disabled"))?.focus();
}

/** In a list that is longer than its place the chosen piece is the one to see. */
export function revealChosen(list: HTMLElement): void {
  list.querySelector(".chosen")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function remembered<T>(key: string, otherwise: T): T {
  try {
    const text = localStorage.getItem(`chartbusters.${key}`);
    return text === null ? otherwise : (JSON.parse(text) as T);
  } catch {
    return otherwise; // storage switched off, or someone else's text in it
  }
}

/** False when the browser keeps nothing (private mode, full). */
export function remember(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(`chartbusters.${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
