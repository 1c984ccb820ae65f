/**
 * Files of a page that do not come: said in words, and a page that is nothing without its script is
 * loaded once more by itself.
 */

const LATE_MS = 20_000;
const AGAIN_MS = 1_000;
const ONCE_A_MS = 60_000;
const KEY = "chartbusters.loaded-again"; // in the tab's own storage: when, in milliseconds

type Part = HTMLScriptElement | HTMLLinkElement;

/** Watches from before the first file of the page is asked for. */
export function watchParts(page: Document): void {
  const come = new Set<EventTarget | null>();
  // These events do not bubble, yet they pass here on their way down.
  page.addEventListener("load", ({ target }) => come.add(target), { capture: true });
  page.addEventListener(
    "error",
    ({ target }) => {
      if (isPart(target)) missed(page, target);
    },
    { capture: true },
  );
  setTimeout(() => {
    const needed = [...page.querySelectorAll("script[data-needed]")];
    if (!needed.every((part) => come.has(part))) tell(page);
  }, LATE_MS);
}

function isPart(target: EventTarget | null): target is Part {
  if (target instanceof HTMLScriptElement) return true;
  return target instanceof HTMLLinkElement && target.rel === "stylesheet";
}

function missed(page: Document, part: Part): void {
  if ("needed" in part.dataset && firstTime()) setTimeout(() => location.reload(), AGAIN_MS);
  else if (page.readyState !== "loading") tell(page);
  else page.addEventListener("DOMContentLoaded", () => tell(page));
}

function tell(page: Document): void {
  const words = page.getElementById("missing");
  if (words) words.hidden = false;
}

/** Whether this tab was not loaded again just now; a browser that keeps nothing never does it. */
function firstTime(): boolean {
  try {
    const last = Number(sessionStorage.getItem(KEY) ?? 0);
    const now = Date.now();
    sessionStorage.setItem(KEY, String(now));
    return now - last > ONCE_A_MS;
  } catch {
    return false;
  }
}
