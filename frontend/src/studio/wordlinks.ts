/** The word behind a parameter, which leads to the glossary in a tab of its own. */
import { make } from "./page.ts";

interface Word {
  readonly title: string;
  readonly meaning: string;
  readonly url: string;
}

/** As the template tells them, by the names of parameters. */
export function wordsOf(studio: HTMLElement): Readonly<Record<string, Word>> {
  return JSON.parse(studio.dataset["words"] ?? "{}") as Record<string, Word>;
}

/** Null where the glossary has nothing to say. */
export function wordLink(words: Readonly<Record<string, Word>>, name: string): HTMLElement | null {
  const word = words[name];
  if (!word) return null;
  const told = make("span", { class: "visually-hidden" }, ", in a new tab");
  const looks = { class: "word", href: word.url, target: "_blank", rel: "noopener" };
  const link = make("a", looks, word.title, told);
  link.dataset["meaning"] = word.meaning;
  return link;
}

/** Adds the words to the fields of a model's parameters, each at the end of its help. */
export function addWords(form: HTMLElement, words: Readonly<Record<string, Word>>): void {
  for (const name of Object.keys(words)) {
    const link = wordLink(words, name);
    if (link) form.querySelector(`[id="help-${name}"]`)?.append(" ", link);
  }
}
