/** Two hints that go when what they ask for is done, and never come back. */
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
    id: "play",
    text: "Press Space, or Play, to hear it.",
    topic: "transport",
    done: ({ player }) => player.playing,
  },
  {
    id: "take",
    text: "Now let a model join in: Make a take.",
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
    coach.hidden = !hint || isEmpty(studio.state);
    if (!hint) return;
    if (hint.done(studio)) return close(hint.id);
    const never = button("No more hints", quiet, () => close(...HINTS.map(({ id }) => id)));
    coach.replaceChildren(make("span", {}, hint.text), never);
    return undefined;
  };
  studio.on(["song", ...HINTS.map((hint) => hint.topic)], show);
}
