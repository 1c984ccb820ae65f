/**
 * Everything the studio can do by name: a button, a key in its tooltip, and a line on the shortcut
 * card.
 */
import { inTextField } from "../keyboard/typing.ts";

export interface Command {
  readonly id: string; // also data-command of its buttons
  readonly label: string;
  readonly keys: readonly string[]; // such as "Space", "Ctrl+Z", "Q", "?": Ctrl stands for Cmd too
  readonly group: "Play" | "Edit" | "Notes" | "Make" | "Page";
  run(): void;
  pressed?(): boolean; // for buttons that stay down
  enabled?(): boolean;
}

const NAMES: Readonly<Record<string, string>> = { " ": "Space", Escape: "Esc", Delete: "Del" };

/** The name of a key press as it is written in `keys`. */
export function keyName(event: KeyboardEvent): string {
  const letter = event.code.startsWith("Key")
    ? event.code.slice(3)
    : (NAMES[event.key] ?? event.key);
  const symbol = !event.code.startsWith("Key") && event.key.length === 1 && event.key !== " ";
  return [
    event.ctrlKey || event.metaKey ? "Ctrl+" : "",
    event.altKey ? "Alt+" : "",
    event.shiftKey && !symbol ? "Shift+" : "",
    letter,
  ].join("");
}

const isPlain = (key: string): boolean => /^[A-Z0-9?,.+[\]-]$/.test(key);

export class Commands {
  /** While true, bare letters belong to the piano; with Shift they are shortcuts all the same. */
  lettersPlay: () => boolean = () => false;
  /** Whether single keys do anything at all: some people speak to their computer. */
  singleKeys = true;
  private readonly all: readonly Command[];

  constructor(commands: readonly Command[]) {
    this.all = commands;
  }

  get list(): readonly Command[] {
    return this.all;
  }

  /**
   * Listens for keys and gives the page's buttons their act, tooltip and key; returns the end of
   * it.
   */
  bind(page: HTMLElement): () => void {
    const keydown = (event: KeyboardEvent): void => this.key(event);
    const click = (event: Event): void => {
      const name = (event.target as Element).closest<HTMLElement>("[data-command]")?.dataset[
        "command"
      ];
      const command = this.all.find(({ id }) => id === name);
      if (command && (command.enabled?.() ?? true)) command.run();
      this.refresh();
    };
    document.addEventListener("keydown", keydown);
    page.addEventListener("click", click);
    this.refresh();
    return () => {
      document.removeEventListener("keydown", keydown);
      page.removeEventListener("click", click);
    };
  }

  /** Brings the buttons in line with what is possible now. */
  refresh(): void {
    for (const element of document.querySelectorAll<HTMLButtonElement>("[data-command]")) {
      const command = this.all.find(({ id }) => id === element.dataset["command"]);
      if (!command) continue;
      const keys = command.keys.map((key) => this.shownKey(key));
      element.title = keys.length ? `${command.label} (${keys.join(" or ")})` : command.label;
      if (keys.length)
        element.setAttribute("aria-keyshortcuts", keys.join(" ").replaceAll("Ctrl", "Control"));
      if (command.pressed) element.setAttribute("aria-pressed", String(command.pressed()));
      if (command.enabled) element.setAttribute("aria-disabled", String(!command.enabled()));
    }
  }

  shownKey(key: string): string {
    return this.lettersPlay() && isPianoKey(key) ? `Shift+${key}` : key;
  }

  private key(event: KeyboardEvent): void {
    if (event.defaultPrevented || inTextField(event) || document.querySelector("dialog[open]"))
      return;
    const name = keyName(event);
    const command = this.all.find(({ keys }) => keys.some((key) => this.matches(key, name)));
    if (!command || !(command.enabled?.() ?? true)) return;
    // On a focused button, Space and Enter press the button; what a key does not press, it does not
    // belong to.
    const pressed = PRESSED_BY[name];
    if (pressed && (event.target as Element).closest?.(pressed)) return;
    if (
      SLIDER_KEYS.has(name) &&
      (event.target as Element).matches?.("input[type=range], input[type=radio], select")
    )
      return;
    event.preventDefault();
    command.run();
    this.refresh();
  }

  private matches(key: string, name: string): boolean {
    if (isPlain(key) && !this.singleKeys) return false;
    if (name === key) return !(this.lettersPlay() && isPianoKey(key));
    return (
      name === `Shift+${key}` &&
      /^[A-Z]$/.test(key) &&
      !this.all.some(({ keys }) => keys.includes(name))
    );
  }
}

const PRESSED_BY: Readonly<Record<string, string>> = {
  Space: "button, summary, select, input:not([type=range])",
  Enter: "button, summary, select, input, a",
};
// What moves a slider while it has the focus.
const SLIDER_KEYS = new Set([
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
]);
const isPianoKey = (key: string): boolean =>
  key.length === 1 && "AWSEDFTGYHUJKOLPZXCV".includes(key);
