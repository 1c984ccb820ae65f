/** The keys of keyboards and headphones: the system is told what plays, and what its keys do. */
import type { Playing } from "../player/progressbar.ts";
import type { Listed } from "./queue.ts";

export function tellSystem(playing: Playing, step: (by: number) => void): void {
  if (!("mediaSession" in navigator)) return;
  const keys: [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", () => playing.toggle()],
    ["pause", () => playing.toggle()],
    ["nexttrack", () => step(1)],
    ["previoustrack", () => step(-1)],
    ["seekto", ({ seekTime }) => playing.seek(seekTime ?? 0)],
  ];
  for (const [key, act] of keys) {
    try {
      navigator.mediaSession.setActionHandler(key, act);
    } catch {
      // Not every browser knows every key.
    }
  }
}

export function nameToSystem({ title, maker }: Listed): void {
  if ("mediaSession" in navigator)
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist: maker });
}
