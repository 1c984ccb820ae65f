/** Parts of the screen that fold: the drawer becomes a rail, the piano and a phone's tracks go. */
import { remember, remembered } from "./page.ts";

export type Part = (typeof PARTS)[number];
export type Fold = "open" | "folded";

const PARTS = ["drawer", "piano", "tracks"] as const;
const WIDE = "(min-width: 90rem)";
const OVER = "(max-width: 63.99rem)"; // the drawer lies over the roll
const PHONE_UPRIGHT = "(max-width: 40rem) and (min-height: 30.01rem)";

/** How a part stands before somebody has said otherwise. */
function atFirst(part: Part): Fold {
  const query = { drawer: WIDE, piano: PHONE_UPRIGHT, tracks: "not all" }[part];
  return matchMedia(query).matches ? "open" : "folded";
}

export class Folding {
  private readonly page: HTMLElement;

  /** Buttons with `data-fold` open and close the part that they name. */
  constructor(page: HTMLElement) {
    this.page = page;
    for (const part of PARTS) {
      const first = atFirst(part);
      this.show(part, this.passes(part) ? first : remembered<Fold>(`fold-${part}`, first));
    }
    page.addEventListener("click", ({ target }) => {
      const part = (target as Element).closest<HTMLElement>("[data-fold]")?.dataset["fold"];
      if (part) this.set(part as Part, this.isOpen(part as Part) ? "folded" : "open");
    });
  }

  isOpen(part: Part): boolean {
    return this.page.dataset[part] === "open";
  }

  set(part: Part, fold: Fold): void {
    this.show(part, fold);
    if (!this.passes(part)) remember(`fold-${part}`, fold);
  }

  /** What lies over the roll goes when there is something to see. */
  uncover(): void {
    if (this.passes("drawer")) this.set("drawer", "folded");
  }

  /** Whether the part covers the roll, and so is open for a moment only. */
  private passes(part: Part): boolean {
    return part === "drawer" && matchMedia(OVER).matches;
  }

  private show(part: Part, fold: Fold): void {
    this.page.dataset[part] = fold;
    for (const button of this.page.querySelectorAll(`[data-fold="${part}"]`)) {
      button.setAttribute("aria-expanded", String(fold === "open"));
    }
  }
}
