/** A song is pulled by its handle, with a mouse, a pen or a finger; Escape puts it back. */
import { rowsOf } from "./ordering.ts";

export function bindPulling(list: HTMLElement, changed: () => void): void {
  list.addEventListener("pointerdown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>(".handle");
    const row = handle?.closest<HTMLElement>(".track");
    if (!handle || !row || event.button !== 0) return;
    event.preventDefault();
    pull(list, row, handle, event.pointerId, changed);
  });
}

function pull(
  list: HTMLElement,
  row: HTMLElement,
  handle: HTMLElement,
  pointer: number,
  changed: () => void,
): void {
  const before = rowsOf(list);
  const done = new AbortController();
  const { signal } = done;
  handle.setPointerCapture(pointer);
  row.classList.add("pulled");
  const end = (kept: boolean): void => {
    done.abort();
    row.classList.remove("pulled");
    if (!kept) list.append(...before);
    else if (rowsOf(list).some((one, at) => one !== before[at])) changed();
  };
  handle.addEventListener("pointermove", (event) => follow(list, row, event.clientY), { signal });
  handle.addEventListener("pointerup", () => end(true), { signal });
  handle.addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal });
}

/** The song stands before the first whose middle is below the pointer. */
function follow(list: HTMLElement, row: HTMLElement, y: number): void {
  const others = rowsOf(list).filter((one) => one !== row);
  const next = others.find((one) => {
    const box = one.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  if (next) {
    if (row.nextElementSibling !== next) next.before(row);
  } else if (list.lastElementChild !== row) list.append(row);
}
