/** Three hints that go when what they ask for is done, and never come back. */
import type { Elements } from "./elements.ts";
import { button, make, remember, remembered } from "./page.ts";
import { isEmpty } from "./state.ts";
import type { Studio } from "./studio.ts";
import { isGenerated } from "./take.ts";
import type { Topic } from "./topics.ts";

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
    done: ({ state }) => !isEmpty(state),
  },
  {
    id: "play",
    text: "Press Space, or Play below, to hear it.",
    topic: "transport",
    done: ({ player }) => player.playing,
  },
  {
    id: "take",
    text: "Now let a model join in: Make a take, on the right.",
    topic: "takes",
    done: ({ state }) => state.takes.some(isGenerated),
  },
];

export function bindCoach(studio: Studio, { coach }: Pick<Elements, "coach">): void {
  const seen = new Set(remembered<string[]>("coach", []));
  const close = (...ids: readonly string[]): void => {
    for (const id of ids) seen.add(id);
    remember("coach", [...seen]);
    show();
  };
  const quiet = { class: "button small quiet" };
  const show = (): void => {
    const hint = HINTS.find(({ id }) => !seen.has(id));
    coach.hidden = !hint;
    if (!hint) return;
    if (hint.done(studio)) return close(hint.id);
    const never = button("No more hints", quiet, () => close(...HINTS.map(({ id }) => id)));
    coach.replaceChildren(make("span", {}, hint.text), never);
    return undefined;
  };
  for (const topic of new Set(HINTS.map((hint) => hint.topic))) studio.on([topic], show);
}
