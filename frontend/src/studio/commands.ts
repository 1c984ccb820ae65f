/** What can be done by name: a button, a key in its tooltip, and a line on the shortcut card. */
export const GROUPS = ["Play", "Edit", "Notes", "Make", "Page"] as const;
export type Group = (typeof GROUPS)[number];

export interface Command {
  readonly id: string; // also data-command of its buttons
  readonly label: string;
  readonly keys: readonly string[]; // such as "Space", "Ctrl+Z", "Q", "?": Ctrl stands for Cmd too
  readonly group: Group;
  run(): void;
  pressed?(): boolean; // for buttons that stay down
  enabled?(): boolean;
}

type Line = (
  id: string,
  label: string,
  keys: string, // with spaces between them
  run: () => void,
  more?: Pick<Command, "pressed" | "enabled">,
) => Command;

/** What makes the commands of a group. */
export const lines =
  (group: Group): Line =>
  (id, label, keys, run, more = {}) => ({
    ...{ group, id, label, run },
    keys: keys ? keys.split(" ") : [],
    ...more,
  });

/** How keys are read just now. */
export interface Manner {
  /** Bare letters, all of them, give way to the piano; with Shift they are shortcuts. */
  readonly lettersPlay: boolean;
  /** Whether single keys do anything at all: some people speak to their computer. */
  readonly singleKeys: boolean;
}

const NAMES: Readonly<Record<string, string>> = { " ": "Space", Escape: "Esc", Delete: "Del" };

type Press = Pick<KeyboardEvent, "code" | "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** The name of a key press as it is written in `keys`. */
export function keyName(press: Press): string {
  const { code, key } = press;
  const byPlace = code.startsWith("Key");
  const isSymbol = !byPlace && key.length === 1 && key !== " "; // Shift is part of it
  const held = [
    press.ctrlKey || press.metaKey ? "Ctrl+" : "",
    press.altKey ? "Alt+" : "",
    press.shiftKey && !isSymbol ? "Shift+" : "",
  ];
  return `${held.join("")}${byPlace ? code.slice(3) : (NAMES[key] ?? key)}`;
}

const isLetter = (key: string): boolean => /^[A-Z]$/.test(key);
const isSingle = (key: string): boolean => /^[A-Z0-9?,.+[\]-]$/.test(key);

/** The command that a key press of that name means. */
export function commandFor(
  commands: readonly Command[],
  name: string,
  manner: Manner,
): Command | null {
  // A letter is a shortcut with Shift, unless that is another command's key.
  const taken = commands.some(({ keys }) => keys.includes(name));
  const matches = (key: string): boolean => {
    if (isSingle(key) && !manner.singleKeys) return false;
    if (name === key) return !(manner.lettersPlay && isLetter(key));
    return name === `Shift+${key}` && isLetter(key) && !taken;
  };
  return commands.find(({ keys }) => keys.some(matches)) ?? null;
}

export const commandNamed = (commands: readonly Command[], id: string): Command | null =>
  commands.find((command) => command.id === id) ?? null;

export const isEnabled = ({ enabled }: Command): boolean => enabled?.() ?? true;

/** A key as it has to be pressed now. */
export const shownKey = (key: string, { lettersPlay }: Manner): string =>
  lettersPlay && isLetter(key) ? `Shift+${key}` : key;

/** The keys that run the command now: none that with Shift is the key of another. */
export function shownKeys(
  commands: readonly Command[],
  command: Command,
  manner: Manner,
): readonly string[] {
  const shown = command.keys.map((key) => shownKey(key, manner));
  return shown.filter((key) => commandFor(commands, key, manner)?.id === command.id);
}
