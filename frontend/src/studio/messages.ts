/** What the studio tells: a quiet line for screen readers, and notices that stay until read. */
import { ApiError } from "../api.ts";
import type { Elements } from "./elements.ts";
import { button, make } from "./page.ts";

export type Kind = "good" | "warn" | "bad" | "plain";

/** What a notice offers to do, or a page it leads to. */
export type Action = { readonly label: string; readonly primary?: boolean } & (
  { act(): void } | { readonly href: string }
);

export interface Messages {
  /** Speaks through the polite live region. */
  say(text: string): void;
  notice(kind: Kind, text: string, ...actions: readonly (Action | null)[]): void;
  /** The notice goes; with `text` only if it is that one. */
  clear(text?: string): void;
}

/** What happened, what is safe, what to do next; with the request id for whoever asks for help. */
export function explain(messages: Messages, error: unknown): void {
  if (!(error instanceof ApiError)) {
    const text =
      "Something went wrong in this page. Your song is safe in this browser; reload to go on.";
    messages.notice("bad", text);
    throw error;
  }
  const { message, request_id } = error.refusal;
  messages.notice("bad", request_id ? `${message} (Request ${request_id})` : message);
}

type Places = Pick<Elements, "live" | "status" | "notice">;

export function pageMessages({ live, status, notice: box }: Places): Messages {
  let standing = "";
  const clear = (text = standing): void => {
    if (text === standing) box.hidden = true;
  };
  return {
    say(text) {
      live.textContent = "";
      // Emptied first, so that the same sentence twice is spoken twice.
      requestAnimationFrame(() => (live.textContent = text));
      status.textContent = text;
    },
    notice(kind, text, ...actions) {
      const close = button("Close", { class: "button small quiet" }, () => clear());
      standing = text;
      const offered = actions.filter((action) => action !== null).map(pressable);
      box.className = `notice ${kind === "plain" ? "" : kind}`;
      box.setAttribute("role", kind === "bad" ? "alert" : "status");
      box.replaceChildren(
        make("span", {}, text),
        make("span", { class: "row" }, ...offered, close),
      );
      box.hidden = false;
    },
    clear,
  };
}

function pressable(action: Action): HTMLElement {
  const looks = { class: action.primary ? "button small primary" : "button small" };
  if ("href" in action) return make("a", { ...looks, href: action.href }, action.label);
  return button(action.label, looks, () => action.act());
}
