/**
 * The takes beside the song as numbered chips: heard at a key press from the same place, kept, or
 * thrown away.
 */
import { newsWords } from "../music/news.ts";
import { noteCount } from "../music/song.ts";
import { plural } from "../music/words.ts";
import { oncePerFrame } from "../screen/canvas.ts";
import { palette, watchTheme } from "../screen/colours.ts";
import type { Elements } from "./elements.ts";
import { hearNumber, keepAndTell } from "./hearing.ts";
import { button, make, replaceKeepingFocus, revealChosen } from "./page.ts";
import type { Studio } from "./studio.ts";
import { isGenerated, type Take } from "./take.ts";
import { drawTake } from "./takepicture.ts";
import { removeTake, takeNumbered } from "./takes.ts";

const KEPT = "Your edit made the take your song. Undo, pressed twice, brings the one before back.";

type Places = Pick<Elements, "takes" | "takesPanel">;

/** `watch` shows the edits of a take that has some. */
export function bindTakes(studio: Studio, page: Places, watch: (take: Take) => void): void {
  let shown: readonly unknown[] = [];
  const draw = oncePerFrame(() => drawPictures(studio, page.takes));
  watchTheme(draw);
  studio.topics.after(["kept"], () => studio.messages.notice("plain", KEPT));
  studio.on(["takes"], () => {
    const { heard, takes } = studio.state;
    const [now, was] = [[heard, ...takes], shown[0]];
    if (now.length === shown.length && now.every((take, index) => take === shown[index])) return;
    shown = now;
    page.takesPanel.hidden = takes.length === 0;
    const rows = takes.map((take) => row(studio, take, watch));
    replaceKeepingFocus(page.takes, [ownRow(studio), ...rows]);
    if (heard !== was) revealChosen(page.takes);
    draw();
  });
}

function drawPictures({ state }: Studio, list: HTMLElement): void {
  const colour = palette(list);
  for (const canvas of list.querySelectorAll("canvas")) {
    const take = takeNumbered(state, Number(canvas.dataset["take"]));
    if (take && canvas.clientWidth > 0) drawTake(canvas, take, colour);
  }
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
    { class: "button small", "aria-label": `Keep take ${number}` },
    () => keepAndTell(studio, take),
  );
  const remove = button(
    "×",
    { class: "button small quiet", "aria-label": `Delete take ${number}`, title: "Delete" },
    () => studio.change(removeTake, take),
  );
  return make(
    "li",
    { class: chosen ? "take chosen" : "take" },
    chooser(studio, take, chosen),
    keep,
    watcher(take, watch),
    remove,
  );
}

function chooser(studio: Studio, take: Take, chosen: boolean): HTMLButtonElement {
  const { number, name, input, song, seed } = take;
  const count = plural(noteCount(song), "note");
  const facts = isGenerated(take) ? `${count}, seed ${seed}` : count;
  const looks = {
    class: "take-choose",
    "aria-pressed": String(chosen),
    title: `Hear take ${number} (${number}): ${facts}`,
    "data-focus": `take-${number}`,
  };
  const choose = button("", looks, () => hearNumber(studio, number));
  choose.append(
    make("kbd", {}, String(number)),
    make("span", { class: "visually-hidden" }, ` Take ${number} · `),
    make("canvas", { class: "take-picture", "data-take": number, "aria-hidden": "true" }),
    make(
      "span",
      { class: "take-words" },
      make("span", { class: "take-name" }, `${name} `),
      make("span", { class: "take-news" }, newsWords(input, song)),
    ),
  );
  return choose;
}

function watcher(take: Take, watch: (take: Take) => void): HTMLButtonElement | null {
  const { edits, number } = take;
  if (edits.length === 0) return null;
  const words = `Watch the ${edits.length} edits of take ${number}`;
  const looks = { "aria-label": words, title: words, "data-focus": `watch-${number}` };
  return button("Watch", looks, () => watch(take));
}
