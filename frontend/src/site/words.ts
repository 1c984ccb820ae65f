/**
 * What a word of the glossary means, shown beside its link while one points at it or stands on it.
 * Escape hides it; where neither is possible, the link leads to the glossary.
 */

const ID = "word-meaning";
const GAP = 6; // pixels between the word and what it means
const EDGE = 12; // pixels that are left free at the sides of the window

/** Links come and go with pages and panels, so the document listens for them. */
export function bindWords(page: Document): void {
  let shown: HTMLElement | null = null;
  const hide = (): void => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    page.getElementById(ID)?.remove();
  };
  const show = (link: HTMLElement): void => {
    if (shown === link) return;
    hide();
    shown = link;
    place(bubbleOf(page, link), link);
  };
  const look = ({ target }: Event): void => {
    if (!(target instanceof Element) || target.closest(`#${ID}`)) return;
    const link = target.closest<HTMLElement>("a[data-meaning]");
    if (link) show(link);
    else if (shown !== page.activeElement) hide();
  };
  page.addEventListener("pointerover", look);
  page.addEventListener("focusin", look);
  page.addEventListener("focusout", hide);
  // A word that Tab leads to may have to be scrolled to; what it means goes along.
  const follow = (): void => {
    const bubble = page.getElementById(ID);
    if (bubble && shown) place(bubble, shown);
  };
  page.addEventListener("scroll", follow, { capture: true, passive: true });
  page.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
}

function bubbleOf(page: Document, link: HTMLElement): HTMLElement {
  const bubble = page.createElement("div");
  bubble.id = ID;
  bubble.setAttribute("role", "tooltip");
  bubble.textContent = link.dataset["meaning"] ?? "";
  // In a dialog, which lies above all else, only what is in it is seen.
  (link.closest("dialog") ?? page.body).append(bubble);
  link.setAttribute("aria-describedby", ID);
  return bubble;
}

/** Below the word, or above where there is no room; never beyond the sides. */
function place(bubble: HTMLElement, link: HTMLElement): void {
  const word = link.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = bubble;
  const { clientWidth, clientHeight } = document.documentElement;
  const left = Math.max(EDGE, Math.min(word.left, clientWidth - offsetWidth - EDGE));
  const below = word.bottom + GAP;
  const fits = below + offsetHeight <= clientHeight || word.top < offsetHeight + GAP;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${fits ? below : word.top - GAP - offsetHeight}px`;
}
