/** The dock of this page: brought by the first song, kept for the next page, marked on covers. */
import { icon, PAUSE, PLAY } from "../screen/icon.ts";
import { SongDock } from "./element.ts";
import { keep, recall } from "./memory.ts";
import { queueFrom, songOf } from "./queue.ts";

let dock: SongDock | null = null;

addEventListener("dock", () => mark());
addEventListener("pagehide", () => dock?.remember());

function docked(): SongDock {
  if (!dock?.isConnected) {
    dock = new SongDock();
    document.body.append(dock);
    document.documentElement.classList.add("docked"); // the page's end stays in sight above it
  }
  return dock;
}

export async function start(tile: HTMLElement): Promise<void> {
  await docked().start(queueFrom(tile));
}

/** What played on the page before goes on. On a page with work of its own nothing sounds, and what
 * was on waits for the next one. */
export async function restore(quiet: boolean): Promise<void> {
  const kept = recall();
  if (!kept) return;
  if (quiet) keep({ ...kept, playing: false });
  else await docked().restore(kept, true);
}

export function toggle(): void {
  void dock?.toggle();
}

/** Covers show whether their song sounds. */
export function mark(): void {
  const on = dock?.isConnected && !dock.paused ? dock.listed?.notes : undefined;
  for (const tile of document.querySelectorAll<HTMLElement>("[data-song]")) {
    const { notes, title } = songOf(tile);
    const button = tile.querySelector("[data-play]");
    const sounding = notes === on;
    if (!button || tile.classList.contains("sounding") === sounding) continue;
    tile.classList.toggle("sounding", sounding);
    button.replaceChildren(icon(sounding ? PAUSE : PLAY));
    button.setAttribute("aria-label", `${sounding ? "Pause" : "Play"} ${title}`);
  }
}
