/**
 * What the studio tells: a quiet line for screen readers, and notices that stay until they are
 * read.
 */
import { ApiError } from "../api.ts";
import { button, byId, type Child, make } from "./page.ts";

let clearing: ReturnType<typeof setTimeout> | undefined;

/** Speaks through the polite live region. */
export function say(text: string): void {
  const region = byId("studio-live");
  region.textContent = "";
  // Emptied first, so that the same sentence twice is spoken twice.
  requestAnimationFrame(() => (region.textContent = text));
  byId("studio-status").textContent = text;
}

export function notice(
  kind: "good" | "warn" | "bad" | "plain",
  text: string,
  ...actions: readonly Child[]
): void {
  const box = byId("studio-notice");
  const close = button("Close", { class: "button small quiet" }, clearNotice);
  box.className = `notice ${kind === "plain" ? "" : kind}`;
  box.setAttribute("role", kind === "bad" ? "alert" : "status");
  box.replaceChildren(make("span", {}, text), make("span", { class: "row" }, ...actions, close));
  box.hidden = false;
  clearTimeout(clearing);
}

export function clearNotice(): void {
  byId("studio-notice").hidden = true;
}

/** What happened, what is safe, what to do next; with the request id for whoever asks for help. */
export function explain(error: unknown): void {
  if (!(error instanceof ApiError)) {
    notice(
      "bad",
      "Something went wrong in this page. Your song is safe in this browser; reload to go on.",
    );
    throw error;
  }
  const { message, request_id } = error.refusal;
  notice("bad", request_id ? `${message} (Request ${request_id})` : message);
}
