/** Tracks in another order: by dragging a strip, or with Alt and the arrows. */
import { moveTrack } from "./changes.ts";
import type { Studio } from "./studio.ts";

const FAR = 6; // px: less is a click

export function moveByKey(studio: Studio, event: KeyboardEvent, index: number): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!event.altKey || by === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  move(studio, index, index + by);
}

function move(studio: Studio, from: number, to: number): void {
  const { length } = studio.song.tracks;
  if (to < 0 || to >= length || from === to) return;
  studio.change(moveTrack, from, to);
  studio.messages.say(`Track ${from + 1} is track ${to + 1} of ${length} now`);
}

export function bindTrackOrder(studio: Studio, list: HTMLElement): void {
  list.addEventListener("pointerdown", (event) => {
    const grip = (event.target as Element).closest(".track-choose, .track-notes");
    const row = grip?.closest("li");
    if (row && event.button === 0 && event.pointerType !== "touch") drag(studio, list, row, event);
  });
}

/** Until the button is let go, or Escape is pressed. */
function drag(studio: Studio, list: HTMLElement, row: Element, began: PointerEvent): void {
  const from = [...list.children].indexOf(row);
  const end = new AbortController();
  let to = from;
  const moved = (event: PointerEvent): void => {
    if (Math.hypot(event.clientX - began.clientX, event.clientY - began.clientY) < FAR) return;
    to = indexAt(list, event, from);
    show(list, from, to);
  };
  const drop = (): void => {
    end.abort();
    show(list, from, from);
    if (to === from) return;
    // The click that ends a drag chooses nothing.
    list.addEventListener("click", (event) => event.stopPropagation(), {
      capture: true,
      once: true,
    });
    move(studio, from, to);
  };
  const stop = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    to = from;
    drop();
  };
  addEventListener("pointermove", moved, { signal: end.signal });
  addEventListener("pointerup", drop, { signal: end.signal, once: true });
  addEventListener("pointercancel", drop, { signal: end.signal, once: true });
  addEventListener("keydown", stop, { signal: end.signal, capture: true });
}

/** The index that the dragged strip would have. */
function indexAt(list: HTMLElement, { clientX, clientY }: PointerEvent, from: number): number {
  const boxes = [...list.children].map((row) => row.getBoundingClientRect());
  const [first, second] = boxes;
  const across = first !== undefined && second !== undefined && second.left > first.left + 1;
  const others = boxes.filter((_, index) => index !== from);
  return others.filter((box) =>
    across ? clientX > box.left + box.width / 2 : clientY > box.top + box.height / 2,
  ).length;
}

function show(list: HTMLElement, from: number, to: number): void {
  [...list.children].forEach((row, index) => {
    row.classList.toggle("dragged", from !== to && index === from);
    row.classList.toggle("before", to < from && index === to);
    row.classList.toggle("after", to > from && index === to);
  });
}
