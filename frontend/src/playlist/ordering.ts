/** Songs of a playlist are moved by their buttons, and by Alt with an arrow key. */
import { Saving, type Save } from "./saving.ts";

interface Doors {
  readonly save: Save;
  tell(words: string): void;
  trouble(message: string): void;
}

const UP = "up";
const DOWN = "down";

export function bindOrder(list: HTMLElement, doors: Doors): { changed(): void } {
  const saving = new Saving(Number(list.dataset["version"]), doors.save, doors.trouble);
  const changed = (): void => {
    showEnds(list);
    void saving.keep(keysOf(list)).then(() => showVersion(list, saving.now));
  };
  const move = (row: HTMLElement, by: number): void => {
    if (!step(row, by)) return;
    changed();
    doors.tell(`Moved to ${placeOf(row)} of ${list.children.length}.`);
  };
  list.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[name=move]");
    const row = button?.closest<HTMLElement>(".track");
    if (!button || !row) return;
    event.preventDefault();
    move(row, button.value === UP ? -1 : 1);
    focusOn(row, button.value);
  });
  list.addEventListener("keydown", (event) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const row = (event.target as Element).closest<HTMLElement>(".track");
    if (!by || !event.altKey || !row) return;
    event.preventDefault();
    const focused = document.activeElement as HTMLElement | null;
    move(row, by);
    focused?.focus();
    if (document.activeElement !== focused) focusOn(row, by < 0 ? UP : DOWN);
  });
  return { changed };
}

export function keysOf(list: HTMLElement): string[] {
  return rowsOf(list).map((row) => row.dataset["key"] ?? "");
}

export const rowsOf = (list: HTMLElement): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>(":scope > .track"),
];

function step(row: HTMLElement, by: number): boolean {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return false;
  if (by < 0) other.before(row);
  else other.after(row);
  return true;
}

const placeOf = (row: HTMLElement): number =>
  row.parentElement ? [...row.parentElement.children].indexOf(row) + 1 : 0;

/** The first cannot go up, nor the last down. */
function showEnds(list: HTMLElement): void {
  const rows = rowsOf(list);
  for (const [at, row] of rows.entries()) {
    for (const button of row.querySelectorAll<HTMLButtonElement>("button[name=move]"))
      button.disabled = at === (button.value === UP ? 0 : rows.length - 1);
  }
}

/** Forms that are sent without this script's help carry it. */
function showVersion(list: HTMLElement, version: number): void {
  list.dataset["version"] = String(version);
  for (const field of list.querySelectorAll<HTMLInputElement>("input[name=version]"))
    field.value = String(version);
}

/** The button that was pressed, or its neighbour where the song is at an end now. */
function focusOn(row: HTMLElement, way: string): void {
  const buttons = [...row.querySelectorAll<HTMLButtonElement>("button[name=move]")];
  const wanted = buttons.find((one) => one.value === way && !one.disabled);
  (wanted ?? buttons.find((one) => !one.disabled))?.focus();
}
