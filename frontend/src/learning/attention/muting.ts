/** Heads that are muted, one at a time or a whole layer. */
import { percent } from "../making.ts";
import type { Chooser } from "./chooser.ts";
import { changes, mean } from "./comparing.ts";
import { believed } from "./dice.ts";
import { type Choice, choiceWords, HeadGrid } from "./headgrid.ts";
import type { Trace } from "./trace.ts";
import { PLAIN } from "./versions.ts";

const THOUSAND = 1000;

export function muting(trace: Trace, changed: () => void): Chooser {
  let muted: Choice = null;
  const size = { layers: trace.layers, heads: trace.heads, whole: true };
  const label = "Mute a head, or a whole layer. Arrows move, Enter mutes.";
  const grid = new HeadGrid(size, label, (choice) => {
    muted = choice === muted ? null : choice;
    changed();
  });
  const share = (choice: string): number => {
    const made = trace.muted[choice]?.made ?? trace.made;
    return changes(trace.made, made).count / made.length;
  };
  const before = mean(trace.made.map((_, at) => believed(trace, at)));
  return {
    element: grid.element,
    version: () => (muted === null ? PLAIN : { kind: "muted", name: muted }),
    show: () =>
      grid.show(muted, (choice) => ({
        share: share(choice),
        words: `muted, ${percent(share(choice))} of the notes are others`,
      })),
    words: () => {
      if (muted === null) return "All heads listen.";
      const now = mean(trace.muted[muted]?.believed ?? []) / THOUSAND;
      return (
        `${choiceWords(muted)}: muted. The keys that were drawn before would have had ` +
        `${percent(now)} on average; they had ${percent(before)}.`
      );
    },
  };
}
