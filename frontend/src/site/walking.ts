/**
 * While a song plays, links inside of the site bring the next page into this one, so that it plays
 * on without a gap. Pages with work of their own, forms and files are loaded as a whole.
 */
import { swapPage } from "./swapping.ts";
import { isOfSameSite, isWalkable } from "./scripts.ts";

let shown = location.pathname + location.search;
let walk: AbortController | null = null;

/** Follows links by itself while `isOn`. */
export function walkWhile(isOn: () => boolean): void {
  document.addEventListener("click", (event) => {
    const target = isOn() && isWalkable(document) ? targetOf(event) : null;
    if (!target) return;
    event.preventDefault();
    void go(target, true);
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search === shown) return; // within the page
    if (isOn()) void go(new URL(location.href), false);
    else location.reload();
  });
}

/** Where a click leads, if to a page of this site in this window. */
function targetOf(event: MouseEvent): URL | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.composedPath().find((one) => one instanceof HTMLAnchorElement);
  if (!link?.href || link.target || link.hasAttribute("download")) return null;
  const url = new URL(link.href);
  const here = url.pathname + url.search === shown;
  const file = url.pathname.includes(".") && !url.pathname.endsWith("/");
  return url.origin !== location.origin || (here && url.hash) || file ? null : url;
}

async function go(url: URL, forward: boolean): Promise<void> {
  walk?.abort();
  const mine = (walk = new AbortController());
  const page = await fetched(url, mine.signal);
  if (mine.signal.aborted) return;
  if (!page) return forward ? location.assign(url) : location.reload();
  if (forward) {
    history.replaceState({ scroll: scrollY }, "");
    history.pushState({ scroll: 0 }, "", page.url + url.hash);
  }
  shown = location.pathname + location.search;
  await swapPage(page.document);
  const scroll = (history.state as { scroll?: number } | null)?.scroll ?? 0;
  const anchor = url.hash ? document.getElementById(url.hash.slice(1)) : null;
  if (anchor && forward) anchor.scrollIntoView();
  else scrollTo({ top: scroll, behavior: "instant" });
}

/** The page, or null for one that is to be loaded as a whole. */
async function fetched(
  url: URL,
  signal: AbortSignal,
): Promise<{ document: Document; url: string } | null> {
  try {
    const response = await fetch(url, { signal, headers: { Accept: "text/html" } });
    const html = response.headers.get("Content-Type")?.startsWith("text/html");
    const inside = new URL(response.url).origin === location.origin;
    if (!response.ok || !html || !inside) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fits = page.getElementById("main") && isWalkable(page) && isOfSameSite(page);
    return fits ? { document: page, url: response.url } : null;
  } catch {
    return null;
  }
}
