/** details.menu closes on Escape and on a click elsewhere. */

export function bindMenus(): void {
  document.addEventListener("click", (event) => closeAllOutside(event));
  document.addEventListener("focusin", (event) => closeAllOutside(event));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" ? document.querySelector<HTMLDetailsElement>("details.menu[open]") : null;
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
}

function closeAllOutside(event: Event): void {
  // The path as it was: a click may have taken the button it hit out of the menu.
  const path = event.composedPath();
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!path.includes(menu)) menu.open = false;
  }
}
