/** A song is pulled by its handle, with a mouse, a pen or a finger; Escape puts it back. */
import { rowsOf } from "./ordering.ts";

export function bindPulling(list: HTMLElement, changed: () => void): void {
  list.addEventListener("pointerdown", (event) => {
    const handle = (event.target as Element).closest<HTMLElement>(".handle");
    const row = handle?.closest<HTMLElement>(".track");
    if (!handle || !row || event.button !== 0) return;
    event.preventDefault();
    pull(list, row, event.pointerId, changed);
  });
}

/** The list keeps hold of the pointer: the row is taken out of the page at each step, and what is
 * taken out loses it. */
function pull(list: HTMLElement, row: HTMLElement, pointer: number, changed: () => void): void {
  const before = rowsOf(list);
  const done = new AbortController();
  const { signal } = done;
  list.setPointerCapture(pointer);
  row.classList.add("pulled");
  const end = (kept: boolean): void => {
    done.abort();
    row.classList.remove("pulled");
    if (!kept) list.append(...before);
    else if (rowsOf(list).some((one, at) => one !== before[at])) changed();
  };
  const on = (name: "pointermove" | "pointerup" | "pointercancel", then: (y: number) => void) =>
    list.addEventListener(name, (event) => event.pointerId === pointer && then(event.clientY), {
      signal,
    });
  on("pointermove", (y) => follow(list, row, y));
  on("pointerup", () => end(true));
  on("pointercancel", () => end(false));
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
