/** A menu of the studio goes when one of its lines is pressed. */

export function bindMenuLines(page: HTMLElement): void {
  // Before the line acts: a dialog that it opens gives the focus back to where it was, which must
  // not be a line that is hidden by then.
  const fold = ({ target }: Event): void => {
    const line = (target as Element).closest(".menu > .panel > button, .drafts button");
    const menu = line?.closest<HTMLDetailsElement>("details.menu");
    if (!menu) return;
    const within = menu.contains(document.activeElement);
    menu.open = false;
    if (within) menu.querySelector("summary")?.focus();
  };
  page.addEventListener("click", fold, { capture: true });
}
