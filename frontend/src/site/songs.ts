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
  document.addEventListener("click", (event) => {
    const list = event.target instanceof Element ? listPlayed(event.target) : null;
    const first = list?.querySelector<HTMLElement>("[data-song]");
    if (first) void docked().then((it) => it.start(first));
  });
  eachPage(() => {
    for (const button of document.querySelectorAll<HTMLElement>("[data-play-all]"))
      button.hidden = !document.querySelector(`#${button.dataset["playAll"]} [data-song]`);
    if (there()) void docked().then((it) => it.mark());
  });
  walkWhile(there);
  if (isKept()) void docked().then((it) => it.restore(!isWalkable(document)));
}

/** The list that a button plays from its beginning. */
function listPlayed(target: Element): HTMLElement | null {
  const button = target.closest<HTMLElement>("[data-play-all]");
  return document.getElementById(button?.dataset["playAll"] ?? "");
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
