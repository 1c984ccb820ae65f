/** Another song of this site in the same frame, by the address of its page. */
import type { Message } from "./wire.ts";

/** Where the player of that song is; null for what is no address of ours. */
export function playerAddress(value: Message["value"], here: string): string | null {
  const { url, options } = wish(value);
  let song: URL;
  try {
    song = new URL(url, here);
  } catch {
    return null;
  }
  if (!url || song.origin !== new URL(here).origin) return null;
  const asked = new URLSearchParams({ url: song.href });
  for (const [name, said] of Object.entries(options).slice(0, MOST_OPTIONS))
    if (["string", "number", "boolean"].includes(typeof said)) asked.set(name, String(said));
  return `/player/?${asked}`;
}

const MOST_OPTIONS = 20;

/** Goes there once the site has such a song; what plays stays where it has not. */
export async function loadSong(value: unknown, fail: (message: string) => void): Promise<void> {
  const address = playerAddress(value, location.href);
  const song = address && new URLSearchParams(address.split("?")[1]).get("url");
  try {
    const found = song && (await fetch(`/oembed?url=${encodeURIComponent(song)}`)).ok;
    if (found) location.replace(address);
    else fail("There is no song to play at this address.");
  } catch {
    fail("The site did not answer; what was loaded before is still here.");
  }
}

function wish(value: unknown): { url: string; options: Record<string, unknown> } {
  if (typeof value === "string") return { url: value, options: {} };
  const { url, options } = (value ?? {}) as { url?: unknown; options?: unknown };
  const named = typeof options === "object" && options ? options : {};
  return { url: typeof url === "string" ? url : "", options: named as Record<string, unknown> };
}
