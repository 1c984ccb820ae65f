/** A page that follows something: whom it asks, how it waits, and whether somebody looks. */
import type { Watch } from "./following.ts";

const CALM_MS = 60_000; // without a movement, after which nobody seems to look closely

/** `address` answers with the word of now; `renew` puts in place what has changed. */
export function watchOf(address: string, renew: () => Promise<boolean>): Watch {
  let moved = Date.now();
  for (const kind of ["pointermove", "keydown", "scroll"]) {
    addEventListener(kind, () => (moved = Date.now()), { passive: true });
  }
  return {
    ask: () => wordAt(address),
    renew,
    pause: (ms) => new Promise((done) => setTimeout(done, ms)),
    busy: () => Date.now() - moved < CALM_MS,
    seen,
  };
}

async function wordAt(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address, { cache: "no-cache" });
    return answer.ok ? ((await answer.json()) as { version: string }).version : null;
  } catch {
    return null; // it is asked again
  }
}

function seen(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  const once = { once: true };
  return new Promise((done) => document.addEventListener("visibilitychange", () => done(), once));
}
