/** Commands on the page: keys and buttons run them, buttons show what is possible now. */
import { inTextField } from "../keyboard/typing.ts";
import {
  type Command,
  commandFor,
  commandNamed,
  isEnabled,
  keyName,
  type Manner,
  shownKeys,
} from "./commands.ts";

// On a focused button, Space and Enter press the button.
const PRESSED_BY: Readonly<Record<string, string>> = {
  Space: "button, summary, select, input:not([type=range])",
  Enter: "button, summary, select, input, a",
};
// What moves a slider while it has the focus.
const SLIDERS = "input[type=range], input[type=radio], select";
const SLIDER_KEYS = new Set(
  "ArrowLeft ArrowRight ArrowUp ArrowDown Home End PageUp PageDown".split(" "),
);

/**
 * Listens for keys and gives the page's buttons their act, tooltip and key. Returns what brings the
 * buttons in line with what is possible now.
 */
export function bindCommands(
  commands: readonly Command[],
  page: HTMLElement,
  manner: () => Manner,
): () => void {
  const refresh = (): void => refreshButtons(commands, page, manner());
  const run = (command: Command | null): void => {
    if (command && isEnabled(command)) command.run();
    refresh();
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || inTextField(event)) return;
    if (document.querySelector("dialog[open]")) return;
    const name = keyName(event);
    const command = commandFor(commands, name, manner());
    if (!command || !isEnabled(command) || belongsTo(event.target as Element, name)) return;
    event.preventDefault();
    run(command);
  });
  page.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-command]");
    run(commandNamed(commands, button?.dataset["command"] ?? ""));
  });
  refresh();
  return refresh;
}

/** Whether the key does something with what has the focus. */
function belongsTo(target: Element, name: string): boolean {
  const pressed = PRESSED_BY[name];
  if (pressed && target.closest?.(pressed)) return true;
  return SLIDER_KEYS.has(name) && (target.matches?.(SLIDERS) ?? false);
}

function refreshButtons(commands: readonly Command[], page: HTMLElement, manner: Manner): void {
  for (const element of page.querySelectorAll<HTMLButtonElement>("[data-command]")) {
    const command = commandNamed(commands, element.dataset["command"] ?? "");
    if (!command) continue;
    const keys = shownKeys(commands, command, manner);
    element.title = keys.length ? `${command.label} (${keys.join(" or ")})` : command.label;
    const spoken = keys.join(" ").replaceAll("Ctrl", "Control");
    element.dataset["keys"] = keys[0] ?? ""; // for the lines of menus to show
    if (spoken) element.setAttribute("aria-keyshortcuts", spoken);
    else element.removeAttribute("aria-keyshortcuts");
    if (command.pressed) element.setAttribute("aria-pressed", String(command.pressed()));
    if (command.enabled) element.setAttribute("aria-disabled", String(!command.enabled()));
  }
}
