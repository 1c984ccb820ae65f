/** What a real browser gives the drafts: its storage, and word of what becomes of the page. */
import type { Keeper } from "./draft.ts";

export function browserKeeper(): Keeper {
  return {
    local: storage("localStorage"),
    tab: storage("sessionStorage"),
    events: window, // what happens to the document comes up here
    hidden: () => document.hidden,
  };
}

function storage(which: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return window[which];
  } catch {
    return null; // switched off
  }
}
