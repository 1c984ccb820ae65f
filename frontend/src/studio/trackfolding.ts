/** On a narrow page the details of the chosen track are folded; its strip has a button for them. */
import { trackName } from "../music/instruments.ts";
import type { Track } from "../music/song.ts";
import { button } from "./page.ts";

const GAP = 4; // px below the strip

const isOpen = (list: HTMLElement): boolean => list.dataset["details"] === "open";

export function detailsButton(list: HTMLElement, track: Track): HTMLElement {
  const label = `Details of ${trackName(track)}`;
  const looks = {
    class: "tool track-more",
    "aria-label": label,
    "aria-expanded": String(isOpen(list)),
    title: label,
    "data-focus": `more-${track.key}`,
  };
  return button("⋯", looks, () => toggle(list, !isOpen(list)));
}

/** `drawn` hears that they are open, and so have room to be drawn in. */
export function bindTrackFolding(list: HTMLElement, drawn: () => void): void {
  list.addEventListener("click", drawn);
  const close = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !isOpen(list)) return;
    event.stopPropagation(); // nothing else is stopped or let go by it
    toggle(list, false);
    if (list.contains(document.activeElement)) moreOf(list)?.focus();
  };
  addEventListener("keydown", close, { capture: true }); // after a touch the notes have the focus
  addEventListener("pointerdown", ({ target }) => {
    const within = target instanceof Element && target.closest(".track.chosen");
    if (isOpen(list) && !within) toggle(list, false);
  });
}

const moreOf = (list: HTMLElement): HTMLElement | null => list.querySelector(".track-more");

function toggle(list: HTMLElement, open: boolean): void {
  const more = moreOf(list);
  const { bottom = 0, left = 0 } = more?.closest(".track")?.getBoundingClientRect() ?? {};
  list.style.setProperty("--details-top", `${bottom + GAP}px`);
  list.style.setProperty("--details-left", `${Math.max(0, left)}px`);
  list.dataset["details"] = open ? "open" : "folded";
  more?.setAttribute("aria-expanded", String(open));
}
