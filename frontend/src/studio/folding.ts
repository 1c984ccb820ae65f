/** Parts of the screen that fold: the drawer becomes a rail, the piano and a phone's tracks go. */
import { remember, remembered } from "./page.ts";

export type Part = "drawer" | "piano" | "tracks";
export type Fold = "open" | "folded";

const WIDE = "(min-width: 90rem)";
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
    for (const part of ["drawer", "piano", "tracks"] as const) {
      this.show(part, remembered<Fold>(`fold-${part}`, atFirst(part)));
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
    remember(`fold-${part}`, fold);
  }

  private show(part: Part, fold: Fold): void {
    this.page.dataset[part] = fold;
    for (const button of this.page.querySelectorAll(`[data-fold="${part}"]`)) {
      button.setAttribute("aria-expanded", String(fold === "open"));
    }
  }
}
