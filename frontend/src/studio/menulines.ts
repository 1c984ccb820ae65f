/** A menu of the studio goes when one of its lines is pressed. */

export function bindMenuLines(page: HTMLElement): void {
  page.addEventListener("click", ({ target }) => {
    const line = (target as Element).closest(".menu > .panel > button, .drafts button");
    const menu = line?.closest<HTMLDetailsElement>("details.menu");
    if (menu) menu.open = false;
  });
}
