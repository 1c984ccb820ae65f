/** The drafts of this browser, to be opened again or thrown away. */
import { noteCount } from "../music/song.ts";
import { plural } from "../music/words.ts";
import { ago, type Drafting } from "./draft.ts";
import type { Elements } from "./elements.ts";
import type { Messages } from "./messages.ts";
import { button, make } from "./page.ts";
import type { Shelved } from "./shelf.ts";

interface Acts {
  open(shelved: Shelved): void;
  remove(shelved: Shelved): void;
}

export function bindDraftList(
  drafting: Drafting,
  messages: Messages,
  page: Pick<Elements, "drafts" | "draftsPanel">,
  open: (shelved: Shelved) => void,
): void {
  const draw = (): void => {
    const others = drafting.others();
    page.draftsPanel.hidden = others.length === 0;
    page.drafts.replaceChildren(...others.map((shelved) => row(shelved, { open, remove })));
  };
  const remove = (shelved: Shelved): void => {
    drafting.shelf.remove(shelved.key);
    messages.say(`The draft of ${titleOf(shelved)} is deleted`);
    draw();
  };
  drafting.onShelf(draw);
}

const titleOf = ({ draft }: Shelved): string => draft.title || "Untitled song";

function row(shelved: Shelved, acts: Acts): HTMLLIElement {
  const title = titleOf(shelved);
  const facts = `${plural(noteCount(shelved.song), "note")} · ${ago(shelved.draft.at)}`;
  const open = button("", { class: "melody" }, () => acts.open(shelved));
  open.append(make("strong", {}, title), make("span", { class: "quiet-text" }, facts));
  const looks = { class: "button small quiet", "aria-label": `Delete the draft of ${title}` };
  return make(
    "li",
    {},
    open,
    button("Delete", looks, () => acts.remove(shelved)),
  );
}
