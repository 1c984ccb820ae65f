/** Where one reads how a model works, and what may be chosen of it: a part of the guide. */
import type { ModelCard } from "../api.ts";
import { make } from "./page.ts";

/** Headings of docs/guide.md, by technique. */
export const PARTS: Readonly<Record<string, string>> = {
  gan: "the-choir-and-the-bands",
  arcnn: "the-bach-editor",
  transformer: "the-continuer",
};
const ALL = "a-model-joins-in";

/** In a tab of its own: what is in the making stays. */
export function guideLink(guideUrl: string, { title, technique }: ModelCard): HTMLElement {
  const looks = {
    class: "model-guide",
    href: `${guideUrl}#${PARTS[technique] ?? ALL}`,
    target: "_blank",
    rel: "noopener",
    "aria-label": `How it works: ${title}, in a new tab`,
  };
  return make("a", looks, "How it works");
}
