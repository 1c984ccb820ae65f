/** Small panels that open beside the button they belong to. */

const GAP_PX = 6;

/**
 * Calls `toggled` when the panel has opened or closes. After it the focus is at `home`. It opens
 * beside `anchor`, else beside its button.
 */
export function placePanel(
  panel: HTMLElement,
  home: { focus(options: FocusOptions): void },
  toggled: (open: boolean) => void = () => {},
  anchor: () => DOMRect = () => buttonBox(panel),
): void {
  const isOpen = (): boolean => panel.matches(":popover-open");
  panel.addEventListener("toggle", () => {
    if (!isOpen()) return;
    place(panel, anchor());
    toggled(true);
  });
  // Not at the toggle that follows: by then somebody may have pressed on what the panel showed.
  panel.addEventListener("beforetoggle", (event) => {
    if ((event as ToggleEvent).newState !== "closed") return;
    if (panel.contains(document.activeElement)) home.focus({ preventScroll: true });
    toggled(false);
  });
  const dismiss = (event: Event): void => {
    if (isOpen() && !event.composedPath().some((part) => part === panel || opens(part, panel)))
      panel.hidePopover();
  };
  document.addEventListener("pointerdown", dismiss, { capture: true });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      event.preventDefault();
      event.stopPropagation();
      panel.hidePopover();
    },
    { capture: true },
  );
}

const opens = (part: EventTarget, panel: HTMLElement): boolean =>
  part instanceof HTMLElement && part.getAttribute("popovertarget") === panel.id;

/** Of its button, or of the menu that holds it. */
function buttonBox(panel: HTMLElement): DOMRect {
  const button = document.querySelector(`[popovertarget="${panel.id}"]`);
  const menu = button?.closest("details")?.querySelector("summary");
  return (menu ?? button ?? document.body).getBoundingClientRect();
}

/** Under that; above where there is no room below. */
function place(panel: HTMLElement, at: DOMRect): void {
  const { width, height } = panel.getBoundingClientRect();
  const below = at.bottom + GAP_PX;
  const fits = below + height <= innerHeight - GAP_PX;
  const top = fits ? below : Math.max(GAP_PX, at.top - GAP_PX - height);
  const left = Math.min(at.left, innerWidth - width - GAP_PX);
  panel.style.inset = `${top}px auto auto ${Math.max(GAP_PX, left)}px`;
}
