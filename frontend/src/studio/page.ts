/**
 * The parts of the page by their id, and small pieces made in script. Text is always set as text.
 */

export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page lacks #${id}`);
  return found as T;
}

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
