/** Elements of a page, made in a line. */

interface Wish {
  readonly class?: string;
  readonly text?: string;
  readonly click?: (event: MouseEvent) => void;
  readonly [attribute: string]: unknown;
}

/** An element with these attributes, its words, what a click does, and what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  wish: Wish = {},
  ...inside: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  const { text, click, ...attributes } = wish;
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  if (element instanceof HTMLButtonElement) element.type = "button";
  if (text !== undefined) element.textContent = text;
  if (click) (element as HTMLElement).addEventListener("click", click);
  element.append(...inside);
  return element;
}

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

let last = 0;

/** A name that no other element of the page has. */
export function freshId(): string {
  last += 1;
  return `learn-${last}`;
}

/** A slider with its words, and with what it stands at. */
export function slider(
  label: string,
  range: { min: number; max: number; step: number; value: number },
  words: (value: number) => string,
  moved: (value: number) => void,
): { row: HTMLElement; input: HTMLInputElement } {
  const id = freshId();
  const input = make("input", { type: "range", id, ...range });
  const told = make("output", { for: id, class: "stands", text: words(range.value) });
  const show = (): void => {
    told.textContent = words(Number(input.value));
    input.setAttribute("aria-valuetext", words(Number(input.value)));
  };
  input.addEventListener("input", () => {
    show();
    moved(Number(input.value));
  });
  show();
  const name = make("label", { for: id, text: label });
  return { row: make("div", { class: "slider" }, name, told, input), input };
}
