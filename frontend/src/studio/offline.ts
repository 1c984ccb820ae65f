/** The studio without a line: the worker that keeps it, and what is told to who opens it so. */
import type { Messages } from "./messages.ts";

const BACK = "You are connected again. Load the page again to save, and to ask models. ";
const LOOK_MS = 5_000;
const KEPT_HERE = "Your draft stays in this browser.";

/** What of a browser is needed for it; no workers where the address is not a secure one. */
export interface Browser {
  readonly page: ParentNode;
  readonly workers: Pick<ServiceWorkerContainer, "register"> | undefined;
  readonly events: EventTarget; // hears of a line that is back
  readonly sparing: boolean; // its person pays for what is fetched
  reload(): void;
  reaches?(): Promise<boolean>; // after a while: whether the site answers
  readonly opened?: Promise<unknown>; // what opening it says comes first
}

export function bindOffline(messages: Messages, browser: Browser): void {
  const { page, workers, events, sparing } = browser;
  const told = (name: string): string | undefined =>
    page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  const worker = told("studio-worker");
  // Where nothing may be kept the studio works as before.
  if (worker && !sparing) workers?.register(worker).catch(() => undefined);
  if (!told("studio-shell")) return;
  let over = false;
  const tell = async (): Promise<void> => {
    over = true;
    await browser.opened;
    const again = { label: "Load again", act: () => browser.reload() };
    messages.notice("plain", BACK + KEPT_HERE, again);
  };
  events.addEventListener("online", () => void tell());
  const found = (): Promise<void> | undefined => (over ? undefined : tell());
  if (browser.reaches) void lookOut(browser.reaches, () => over).then(found);
}

/** Browsers do not always tell: a page that was loaded without a line may believe that it has one,
 * and one has a network before it has the site. */
async function lookOut(reaches: () => Promise<boolean>, over: () => boolean): Promise<void> {
  while (!over() && !(await reaches()));
}

/** Not in all browsers, nor in what TypeScript knows of them. */
type Line = { readonly connection?: { readonly saveData?: boolean } };

export const browser = (opened: Promise<unknown>): Browser => ({
  opened,
  reaches: async () => {
    await new Promise((waited) => setTimeout(waited, LOOK_MS));
    const asked = fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    return asked.then(
      () => true,
      () => false,
    );
  },
  page: document,
  workers: navigator.serviceWorker,
  events: window,
  sparing: (navigator as Navigator & Line).connection?.saveData ?? false,
  reload: () => location.reload(),
});
