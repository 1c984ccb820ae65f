/** details.menu closes on Escape, on a click elsewhere, and when Tab leaves it. */

export function bindMenus(): void {
  let keyed = false; // a page may move the focus after a click in the menu: that leaves nothing
  document.addEventListener("pointerdown", () => (keyed = false), { capture: true });
  document.addEventListener("keydown", () => (keyed = true), { capture: true });
  document.addEventListener("click", (event) => closeAllOutside(event));
  document.addEventListener("focusin", (event) => keyed && closeAllOutside(event));
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeOne(event), {
    capture: true, // what lies behind the menu has its own use of Escape
  });
}

/** The focus goes to the button of the menu it was in; elsewhere it stays. */
function closeOne(event: Event): void {
  const open = document.querySelector<HTMLDetailsElement>("details.menu[open]");
  if (!open || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopPropagation();
  const { activeElement } = document;
  const elsewhere = activeElement !== document.body && !open.contains(activeElement);
  open.open = false;
  if (!elsewhere) open.querySelector("summary")?.focus();
}

function closeAllOutside(event: Event): void {
  // The path as it was: a click may have taken the button it hit out of the menu.
  const path = event.composedPath();
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!path.includes(menu)) menu.open = false;
  }
}
