/** The key one works in: chosen in a small panel, shown in the roll, kept to if one likes. */
import { SCALE_KINDS } from "../music/scales.ts";
import { keyNames } from "../music/words.ts";
import { setScale, toggleScale } from "./changes.ts";
import type { Elements } from "./elements.ts";
import { make } from "./page.ts";
import type { ScaleChoice } from "./state.ts";
import type { Studio } from "./studio.ts";

type Places = Pick<Elements, "roll" | "scaleRoot" | "scaleKind" | "scaleShown" | "scaleKept">;

export function bindScale(studio: Studio, page: Places): void {
  const { scaleRoot, scaleKind, scaleShown, scaleKept } = page;
  scaleRoot.append(...keyNames.map((name, root) => make("option", { value: root }, name)));
  scaleKind.append(...SCALE_KINDS.map((kind) => make("option", { value: kind }, kind)));
  const choose = (values: Partial<ScaleChoice>): void => {
    studio.change(setScale, values);
    studio.messages.say(scaleWords(studio.state.scale));
  };
  const kindOf = (value: string) => SCALE_KINDS.find((kind) => kind === value) ?? "major";
  scaleRoot.addEventListener("change", () =>
    choose({ root: Number(scaleRoot.value), shown: true }),
  );
  scaleKind.addEventListener("change", () =>
    choose({ kind: kindOf(scaleKind.value), shown: true }),
  );
  scaleShown.addEventListener("change", () => choose({ shown: scaleShown.checked }));
  scaleKept.addEventListener("change", () => choose({ kept: scaleKept.checked }));
  studio.on(["scale"], () => show(studio.state.scale, page));
}

function show(scale: ScaleChoice, { roll, ...page }: Places): void {
  page.scaleRoot.value = String(scale.root);
  page.scaleKind.value = scale.kind;
  page.scaleShown.checked = scale.shown;
  page.scaleKept.checked = scale.kept;
  roll.update({ scale: scale.shown ? scale : null, lock: scale.kept ? scale : null });
}

export function scaleWords({ root, kind, shown, kept }: ScaleChoice): string {
  const name = `${keyNames[root]} ${kind}`;
  if (kept) return `Notes keep to ${name}`;
  return shown ? `Rows of ${name} are marked` : "All notes are free";
}

export function switchScale(studio: Studio): void {
  studio.change(toggleScale);
  studio.messages.say(scaleWords(studio.state.scale));
}
