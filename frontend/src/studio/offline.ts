/** The studio without a line: the worker that keeps it, and what is told to who opens it so. */
import type { Messages } from "./messages.ts";

const BACK = "You are connected again. Load the page again to save, and to ask models. ";
const KEPT_HERE = "Your draft stays in this browser.";

/** What of a browser is needed for it; no workers where the address is not a secure one. */
export interface Browser {
  readonly page: ParentNode;
  readonly workers: Pick<ServiceWorkerContainer, "register"> | undefined;
  readonly events: EventTarget; // hears of a line that is back
  reload(): void;
}

export function bindOffline(messages: Messages, browser: Browser): void {
  const { page, workers, events } = browser;
  const told = (name: string): string | undefined =>
    page.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  const worker = told("studio-worker");
  // Where nothing may be kept the studio works as before.
  if (worker) workers?.register(worker).catch(() => undefined);
  if (!told("studio-shell")) return;
  events.addEventListener("online", () => {
    const again = { label: "Load again", act: () => browser.reload() };
    messages.notice("plain", BACK + KEPT_HERE, again);
  });
}

export const browser = (): Browser => ({
  page: document,
  workers: navigator.serviceWorker,
  events: window,
  reload: () => location.reload(),
});
