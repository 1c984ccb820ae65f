/** details.menu closes on Escape and on a click elsewhere. */

export function bindMenus(): void {
  document.addEventListener("click", (event) => closeAllBut(event.target));
  document.addEventListener("focusin", (event) => closeAllBut(event.target));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" ? document.querySelector<HTMLDetailsElement>("details.menu[open]") : null;
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
}

function closeAllBut(target: EventTarget | null): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.menu[open]")) {
    if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  }
}
