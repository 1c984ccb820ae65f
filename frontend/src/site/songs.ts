/** Songs in lists: a press on a cover brings the dock, which is fetched only then. */
import { eachPage } from "./eachpage.ts";
import { isWalkable } from "./scripts.ts";
import { walkWhile } from "./walking.ts";

const KEPT = "chartbusters.dock"; // what dock/memory.ts keeps in the tab's own storage

interface Docking {
  start(tile: HTMLElement): Promise<void>;
  restore(quiet: boolean): Promise<void>;
  toggle(): void;
  mark(): void;
}

export function bindSongs(fetchDock: () => Promise<Docking>): void {
  let dock: Promise<Docking> | null = null;
  const docked = (): Promise<Docking> => (dock ??= fetchDock());
  const there = (): boolean => document.querySelector("song-dock") !== null;
  document.addEventListener("click", (event) => {
    const { target } = event;
    const button = target instanceof Element ? target.closest("[data-play]") : null;
    const tile = button?.closest<HTMLElement>("[data-song]");
    if (tile) void docked().then((it) => it.start(tile));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.defaultPrevented || !there() || !isNobodysKey()) return;
    event.preventDefault();
    void docked().then((it) => it.toggle());
  });
  eachPage(() => {
    if (there()) void docked().then((it) => it.mark());
  });
  walkWhile(there);
  if (isKept()) void docked().then((it) => it.restore(!isWalkable(document)));
}

/** Whether nothing that could want a key has the focus. */
function isNobodysKey(): boolean {
  const focused = document.activeElement;
  return !focused || focused === document.body || focused.matches("main, h1");
}

function isKept(): boolean {
  try {
    return sessionStorage.getItem(KEPT) !== null;
  } catch {
    return false;
  }
}
