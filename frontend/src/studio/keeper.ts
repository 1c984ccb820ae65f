/** What a real browser gives the drafts: its storage, and word of what becomes of the page. */
import { newKey } from "../api.ts";
import { remember, remembered } from "./page.ts";
import type { Keeper } from "./shelf.ts";
import type { Channel } from "./tabs.ts";
import { Database } from "./vault.ts";

export function browserKeeper(): Keeper {
  return {
    local: storage("localStorage"),
    vault: "indexedDB" in window ? new Database(window.indexedDB) : null,
    tab: storage("sessionStorage"),
    events: window, // what happens to the document comes up here
    hidden: () => document.hidden,
  };
}

/** Between the studio's pages of this browser; null where browsers have none. */
export const draftChannel = (): Channel | null =>
  "BroadcastChannel" in window ? new BroadcastChannel("chartbusters.drafts") : null;

/** By which the site knows this browser's drafts from those of one's other devices. */
export function browserName(): string {
  const name = remembered("browser", newKey());
  remember("browser", name);
  return name;
}

function storage(which: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return window[which];
  } catch {
    return null; // switched off
  }
}
