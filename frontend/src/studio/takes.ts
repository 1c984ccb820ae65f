/** The takes beside the song: heard at a key press from the same place, kept, or thrown away. */
import { plural } from "../music/words.ts";
import { noteCount } from "../music/song.ts";
import { clearNotice, notice, say } from "./messages.ts";
import { button, byId, make } from "./page.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import { Watching } from "./watching.ts";

export function bindTakes(studio: Studio): void {
  const list = byId("takes");
  const watching = new Watching(studio);
  let shown: unknown[] = [];
  studio.topics.after(["kept"], () =>
    notice(
      "plain",
      "Your edit made the take your song. Undo, pressed twice, brings the one before back.",
    ),
  );
  studio.on(["takes"], () => {
    const now = [studio.heard, ...studio.takes];
    if (now.length === shown.length && now.every((take, index) => take === shown[index])) return;
    shown = now;
    byId("takes-panel").hidden = studio.takes.length === 0;
    const focused =
      document.activeElement instanceof HTMLElement
        ? document.activeElement.dataset["focus"]
        : undefined;
    list.replaceChildren(own(studio), ...studio.takes.map((take) => row(studio, take, watching)));
    if (focused) list.querySelector<HTMLElement>(`[data-focus="${focused}"]`)?.focus();
  });
}

/** The take becomes the song, and what that leaves out is said. */
export function keepTake(studio: Studio, take: Take): void {
  const changedSince =
    studio.own !== take.input && !studio.takes.some(({ song }) => song === studio.own);
  studio.keep(take);
  if (!changedSince) {
    clearNotice();
    return say(`Take ${take.number} is now your song. Undo brings the old one back.`);
  }
  const text = `Take ${take.number} is now your song. What you changed after you had asked for it is not in it; Undo brings that back.`;
  notice(
    "warn",
    text,
    button("Undo", {}, () => studio.undo()),
  );
}

export function hearTake(studio: Studio, number: number): void {
  if (number === 0) {
    studio.audition(null);
    say("Your song");
    return;
  }
  const take = studio.takes.find((candidate) => candidate.number === number);
  if (!take) return;
  studio.audition(take);
  say(`Take ${take.number}`);
}

/** Between the song and the take heard last, without stopping. */
export function compareTakes(studio: Studio): void {
  if (studio.heard) {
    lastHeard = studio.heard;
    hearTake(studio, 0);
  } else {
    const take = studio.takes.find((candidate) => candidate === lastHeard) ?? studio.takes.at(-1);
    if (take) hearTake(studio, take.number);
  }
}

let lastHeard: Take | null = null;

function own(studio: Studio): HTMLLIElement {
  const choose = button(
    "Yours",
    {
      class: "take-choose",
      "aria-pressed": String(studio.heard === null),
      title: "Hear your song (0)",
      "data-focus": "take-0",
    },
    () => hearTake(studio, 0),
  );
  choose.prepend(make("kbd", {}, "0"), " ");
  return make("li", { class: studio.heard ? "take" : "take chosen" }, choose);
}

function row(studio: Studio, take: Take, watching: Watching): HTMLLIElement {
  const chosen = studio.heard?.number === take.number;
  const choose = button(
    "",
    {
      class: "take-choose",
      "aria-pressed": String(chosen),
      title: `Hear take ${take.number} (${take.number})`,
      "data-focus": `take-${take.number}`,
    },
    () => hearTake(studio, take.number),
  );
  choose.append(
    make("kbd", {}, String(take.number)),
    ` Take ${take.number} · ${take.name} `,
    make(
      "span",
      { class: "quiet-text" },
      `${plural(noteCount(take.song), "note")}, seed ${take.seed}`,
    ),
  );
  const keep = button(
    "Keep",
    { class: "button small primary", "aria-label": `Keep take ${take.number}` },
    () => keepTake(studio, take),
  );
  const remove = button(
    "Delete",
    { class: "button small quiet", "aria-label": `Delete take ${take.number}` },
    () => studio.removeTake(take),
  );
  const watch = take.edits.length
    ? button(
        "Watch the edits",
        {
          "aria-label": `Watch the ${take.edits.length} edits of take ${take.number}`,
          "data-focus": `watch-${take.number}`,
        },
        () => watching.open(take),
      )
    : null;
  return make(
    "li",
    { class: chosen ? "take chosen" : "take" },
    choose,
    make("span", { class: "row" }, keep, watch, remove),
  );
}
