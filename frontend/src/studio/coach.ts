/** Three hints that go when what they ask for is done, and never come back. */
import type { Topic } from "./topics.ts";
import { button, byId, make, remember, remembered } from "./page.ts";
import type { Studio } from "./studio.ts";

interface Hint {
  readonly id: string;
  readonly text: string;
  readonly topic: Topic;
  done(studio: Studio): boolean;
}

const HINTS: readonly Hint[] = [
  {
    id: "notes",
    text: "Take a melody above, drop a MIDI file anywhere, or click in the grid to place a note.",
    topic: "song",
    done: (studio) => !studio.isEmpty,
  },
  {
    id: "play",
    text: "Press Space, or Play below, to hear it.",
    topic: "transport",
    done: (studio) => studio.player.playing,
  },
  {
    id: "take",
    text: "Now let a model join in: Make a take, on the right.",
    topic: "takes",
    done: (studio) => studio.takes.length > 0,
  },
];

export function bindCoach(studio: Studio): void {
  const box = byId("coach");
  const seen = new Set(remembered<string[]>("coach", []));
  const close = (id: string): void => {
    seen.add(id);
    remember("coach", [...seen]);
    show();
  };
  const show = (): void => {
    const hint = HINTS.find(({ id }) => !seen.has(id));
    box.hidden = !hint;
    if (!hint) return;
    if (hint.done(studio)) return close(hint.id);
    box.replaceChildren(
      make("span", {}, hint.text),
      button("No more hints", { class: "button small quiet" }, () =>
        HINTS.forEach(({ id }) => close(id)),
      ),
    );
    return undefined;
  };
  for (const topic of new Set(HINTS.map((hint) => hint.topic))) studio.on([topic], show);
}
