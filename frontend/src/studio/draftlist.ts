/** The drafts of this browser, to be opened again or thrown away. */
import { noteCount } from "../music/song.ts";
import { plural } from "../music/words.ts";
import { ago, type Drafting } from "./draft.ts";
import { say } from "./messages.ts";
import { button, byId, make } from "./page.ts";
import type { Shelved } from "./shelf.ts";

export function bindDraftList(drafting: Drafting, open: (shelved: Shelved) => void): void {
  const box = byId<HTMLDetailsElement>("drafts-panel");
  const list = byId("drafts");
  const draw = (): void => {
    const others = drafting.others();
    box.hidden = others.length === 0;
    list.replaceChildren(...others.map((shelved) => row(shelved)));
  };
  const row = (shelved: Shelved): HTMLLIElement => {
    const { draft, song } = shelved;
    const title = draft.title || "Untitled song";
    const act = button("", { class: "melody" }, () => open(shelved));
    act.append(
      make("strong", {}, title),
      make(
        "span",
        { class: "quiet-text" },
        `${plural(noteCount(song), "note")} · ${ago(draft.at)}`,
      ),
    );
    const remove = button(
      "Delete",
      { class: "button small quiet", "aria-label": `Delete the draft of ${title}` },
      () => {
        drafting.shelf.remove(shelved.key);
        say(`The draft of ${title} is deleted`);
        draw();
      },
    );
    return make("li", {}, act, remove);
  };
  drafting.onShelf(draw);
}
