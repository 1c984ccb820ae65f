/** Which key does what on a ballot: single letters, without a modifier; they can be off. */
import { store, stored } from "../site/storing.ts";

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat" | "target">;

const ACTIONS: Readonly<Record<string, string>> = {
  "1": "play-a",
  "2": "play-b",
  a: "a",
  b: "b",
  t: "tie",
  x: "bad",
  s: "skip",
  n: "next",
  u: "undo",
};

/** What a key press means; null for nothing, such as a letter that is typed somewhere. */
export function actionOf(event: Pressed): string | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  if (typing(event.target)) return null;
  return ACTIONS[event.key.toLowerCase()] ?? null;
}

const FIELD = /^(INPUT|TEXTAREA|SELECT)$/;

const typing = (target: EventTarget | null): boolean =>
  target !== null && "tagName" in target && FIELD.test(String(target.tagName));

const KEPT = "vote-keys"; // in this browser: "off", or nothing
const TOLD = {
  on:
    "Work while you are in the ballot: 1 and 2 play, A, B, T and X vote, S skips, N goes on, " +
    "U takes a vote back.",
  off: "Are off: everything is done by its button.",
};

/** The button that switches keys off and on again; what they would do is told where they do it. */
export class KeySwitch {
  private readonly root: HTMLElement;
  private readonly button: HTMLElement;
  on: boolean;

  constructor(root: HTMLElement) {
    this.root = root;
    this.button = root.querySelector("[data-keys]") as HTMLElement;
    this.on = stored(KEPT) !== "off";
    this.button.addEventListener("click", () => this.turn(!this.on));
    this.show();
  }

  private turn(on: boolean): void {
    this.on = on;
    store(KEPT, on ? "on" : "off");
    this.show();
  }

  private show(): void {
    this.button.setAttribute("aria-pressed", String(this.on));
    this.root.classList.toggle("keyless", !this.on);
    const told = this.root.querySelector("[data-keys-told]") as HTMLElement;
    told.textContent = this.on ? TOLD.on : TOLD.off;
    for (const part of this.root.querySelectorAll<HTMLElement>("[data-key]")) {
      if (this.on) part.setAttribute("aria-keyshortcuts", part.dataset["key"] ?? "");
      else part.removeAttribute("aria-keyshortcuts");
    }
  }
}
