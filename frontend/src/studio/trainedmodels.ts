/** Models that people have trained: a group of their own below the installed ones. */
import type { ModelCard } from "../api.ts";
import { make } from "./page.ts";

const MOST_OPEN = 4; // a longer group is folded at first

export const isTrained = ({ trained }: ModelCard): boolean => trained !== undefined;

/** "yours", "by alice", or nothing of who has left. */
export function whose({ trained }: ModelCard): string {
  if (!trained) return "";
  if (trained.mine) return "yours";
  return trained.by === null ? "" : `by ${trained.by}`;
}

/** What is told when the model that one had chosen, or that the address asks for, is not there. */
export function missing(name: string, chosen: string): string {
  return (
    `The model ${name} is not here: it was withdrawn, its link has ended, or it is somebody's ` +
    `own. Your song is as it was, and ${chosen} is chosen instead.`
  );
}

/** The model that the studio's address asks for; the address asks no longer then. */
export function askedModel(place: Location = location, past: History = history): string | null {
  const asked = new URLSearchParams(place.search);
  const name = asked.get("model");
  if (name === null) return null;
  asked.delete("model");
  const rest = asked.size > 0 ? `?${asked}` : "";
  past.replaceState(past.state, "", place.pathname + rest + place.hash);
  return name;
}

/** The lines of the group, folded away where they are many and none of them is chosen. */
export function trainedGroup(
  lines: readonly HTMLElement[],
  chosenInside: boolean,
): HTMLElement | null {
  if (lines.length === 0) return null;
  const summary = make("summary", {}, `Trained by people (${lines.length})`);
  const group = make("details", { class: "trained-models" }, summary, ...lines);
  group.open = chosenInside || lines.length <= MOST_OPEN;
  return group;
}
