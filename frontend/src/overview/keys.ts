/** The window by keyboard: arrows by a bar, Shift moves its end alone, + and - zoom. */
import type { Song } from "../music/song.ts";
import { barTicks, meterAt } from "../music/time.ts";
import { moved, scaled, type Stretch, stretched } from "./frame.ts";

const ZOOM = 1.3;

type Press = Pick<KeyboardEvent, "altKey" | "ctrlKey" | "key" | "metaKey" | "shiftKey">;

/** The window that a key asks for; null where it means nothing. */
export function keyed(press: Press, song: Song, shown: Stretch, length: number): Stretch | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null;
  const bar = barTicks(meterAt(song, shown.start));
  const page = Math.max(bar, (shown.end - shown.start) * 0.9);
  const by = (ticks: number): Stretch => moved(shown, ticks, length);
  const to = (end: number): Stretch => stretched(shown, "end", Math.min(end, length));
  const keys: Record<string, () => Stretch> = {
    ArrowLeft: () => (press.shiftKey ? to(shown.end - bar) : by(-bar)),
    ArrowRight: () => (press.shiftKey ? to(shown.end + bar) : by(bar)),
    ArrowDown: () => by(-bar),
    ArrowUp: () => by(bar),
    PageUp: () => by(-page),
    PageDown: () => by(page),
    Home: () => by(-shown.start),
    End: () => by(length),
    "+": () => scaled(shown, 1 / ZOOM, length),
    "-": () => scaled(shown, ZOOM, length),
  };
  return keys[press.key]?.() ?? null;
}
