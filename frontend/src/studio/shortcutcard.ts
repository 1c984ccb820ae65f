/** The card of shortcuts that "?" shows, filled from the commands so that it cannot be wrong. */
import { type Command, type Group, GROUPS, type Manner, shownKeys } from "./commands.ts";
import type { Elements } from "./elements.ts";
import { make } from "./page.ts";

type Places = Pick<Elements, "shortcuts" | "shortcutList">;

export function bindShortcutCard(
  commands: readonly Command[],
  { shortcuts, shortcutList }: Places,
  manner: () => Manner,
): void {
  const draw = (): void => {
    const sections = GROUPS.map((group) => section(commands, group, manner()));
    shortcutList.replaceChildren(...sections);
  };
  const opened = { attributes: true, attributeFilter: ["open"] };
  new MutationObserver(draw).observe(shortcuts, opened);
}

function section(commands: readonly Command[], group: Group, manner: Manner): HTMLElement {
  // Nine lines for nine takes would say one thing nine times.
  const listed = commands.filter(
    ({ id, keys, group: of }) => of === group && keys.length > 0 && !/^take-[2-9]$/.test(id),
  );
  const rows = listed.flatMap((command) => {
    const shown = shownKeys(commands, command, manner).map((key) => make("kbd", {}, key));
    return [make("dt", {}, ...shown), make("dd", {}, command.label)];
  });
  return make("section", {}, make("h3", {}, group), make("dl", {}, ...rows));
}
