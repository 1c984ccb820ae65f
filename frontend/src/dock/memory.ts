/** What the dock plays, kept in the tab's own storage, for pages that are loaded as a whole. */
import type { Queue } from "./queue.ts";

export interface Kept {
  readonly queue: Queue;
  readonly position: number; // seconds
  readonly playing: boolean;
  readonly volume: number; // 0-1
}

export const KEY = "chartbusters.dock";

export function keep(kept: Kept | null): void {
  try {
    if (kept) sessionStorage.setItem(KEY, JSON.stringify(kept));
    else sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing plays on one page at a time.
  }
}

export function recall(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}
