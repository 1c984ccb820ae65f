/**
 * Files of a page that do not come, or do not start: said in words, and a page that is nothing
 * without its script is loaded once more by itself.
 */

const LATE_MS = 20_000;
const AGAIN_MS = 1_000;
const KEY = "chartbusters.loaded-again"; // in the tab's own storage, until it has come
const NEEDED = "script[data-needed]";

/** Watches from before the first file of the page is asked for. */
export function watchParts(page: Document): void {
  const come = new Set<EventTarget | null>();
  let late = false;
  const all = (): boolean => [...page.querySelectorAll(NEEDED)].every((part) => come.has(part));
  // These events do not bubble, yet they pass here on their way down.
  const listen = (name: string, act: (target: EventTarget | null) => void): void =>
    page.addEventListener(name, ({ target }) => act(target), { capture: true });
  listen("load", (target) => {
    come.add(target);
    if (!isNeeded(target)) return;
    forget();
    if (late && all()) show(page, false);
  });
  listen("error", (target) => {
    if (isNeeded(target) && firstTime()) setTimeout(() => location.reload(), AGAIN_MS);
    else if (isPart(target)) show(page, true);
  });
  const broken = ({ target }: Event): void => {
    if (target === window && page.querySelector(NEEDED)) show(page, true);
  };
  addEventListener("error", broken);
  // Later it is at work, and what breaks then is one thing of many.
  addEventListener("load", () => removeEventListener("error", broken));
  setTimeout(() => {
    late = !all();
    if (late) show(page, true);
  }, LATE_MS);
}

const isNeeded = (target: EventTarget | null): boolean =>
  target instanceof HTMLScriptElement && target.matches(NEEDED);

const isPart = (target: EventTarget | null): boolean =>
  target instanceof HTMLScriptElement ||
  (target instanceof HTMLLinkElement && target.rel === "stylesheet");

function show(page: Document, shown: boolean): void {
  const words = page.getElementById("missing");
  if (words) {
    words.hidden = !shown;
    // Without its fragment, or following it would only scroll.
    words.querySelector("a")?.setAttribute("href", location.pathname + location.search);
  }
  else if (page.readyState === "loading")
    page.addEventListener("DOMContentLoaded", () => show(page, shown), { once: true });
}

function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Whether this tab was not loaded again for this before: one that keeps nothing never is. */
function firstTime(): boolean {
  try {
    const first = sessionStorage.getItem(KEY) === null;
    sessionStorage.setItem(KEY, "yes");
    return first;
  } catch {
    return false;
  }
}
