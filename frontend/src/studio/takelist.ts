/** The takes beside the song: heard at a key press from the same place, kept, or thrown away. */
import { noteCount } from "../music/song.ts";
import { plural } from "../music/words.ts";
import type { Elements } from "./elements.ts";
import { hearNumber, keepAndTell } from "./hearing.ts";
import { button, make, replaceKeepingFocus } from "./page.ts";
import type { Studio } from "./studio.ts";
import { isGenerated, type Take } from "./take.ts";
import { removeTake } from "./takes.ts";

const KEPT = "Your edit made the take your song. Undo, pressed twice, brings the one before back.";

type Places = Pick<Elements, "takes" | "takesPanel">;

/** `watch` shows the edits of a take that has some. */
export function bindTakes(studio: Studio, page: Places, watch: (take: Take) => void): void {
  let shown: readonly unknown[] = [];
  studio.topics.after(["kept"], () => studio.messages.notice("plain", KEPT));
  studio.on(["takes"], () => {
    const { heard, takes } = studio.state;
    const now = [heard, ...takes];
    if (now.length === shown.length && now.every((take, index) => take === shown[index])) return;
    shown = now;
    page.takesPanel.hidden = takes.length === 0;
    const rows = takes.map((take) => row(studio, take, watch));
    replaceKeepingFocus(page.takes, [ownRow(studio), ...rows]);
  });
}

function ownRow(studio: Studio): HTMLLIElement {
  const { heard } = studio.state;
  const looks = {
    class: "take-choose",
    "aria-pressed": String(heard === null),
    title: "Hear your song (0)",
    "data-focus": "take-0",
  };
  const choose = button("Yours", looks, () => hearNumber(studio, 0));
  choose.prepend(make("kbd", {}, "0"), " ");
  return make("li", { class: heard ? "take" : "take chosen" }, choose);
}

function row(studio: Studio, take: Take, watch: (take: Take) => void): HTMLLIElement {
  const { number } = take;
  const chosen = studio.state.heard?.number === number;
  const keep = button(
    "Keep",
    { class: "button small primary", "aria-label": `Keep take ${number}` },
    () => keepAndTell(studio, take),
  );
  const remove = button(
    "Delete",
    { class: "button small quiet", "aria-label": `Delete take ${number}` },
    () => studio.change(removeTake, take),
  );
  const acts = make("span", { class: "row" }, keep, watcher(take, watch), remove);
  return make(
    "li",
    { class: chosen ? "take chosen" : "take" },
    chooser(studio, take, chosen),
    acts,
  );
}

function chooser(studio: Studio, take: Take, chosen: boolean): HTMLButtonElement {
  const { number, name, song, seed } = take;
  const looks = {
    class: "take-choose",
    "aria-pressed": String(chosen),
    title: `Hear take ${number} (${number})`,
    "data-focus": `take-${number}`,
  };
  const choose = button("", looks, () => hearNumber(studio, number));
  const count = plural(noteCount(song), "note");
  const facts = isGenerated(take) ? `${count}, seed ${seed}` : count;
  choose.append(
    make("kbd", {}, String(number)),
    ` Take ${number} · ${name} `,
    make("span", { class: "quiet-text" }, facts),
  );
  return choose;
}

function watcher(take: Take, watch: (take: Take) => void): HTMLButtonElement | null {
  const { edits, number } = take;
  if (edits.length === 0) return null;
  const words = `Watch the ${edits.length} edits of take ${number}`;
  const looks = { "aria-label": words, "data-focus": `watch-${number}` };
  return button("Watch the edits", looks, () => watch(take));
}
