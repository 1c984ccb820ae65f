/** The roll goes along with the playhead, until one looks elsewhere or switches it off. */
import type { PianoRoll } from "../pianoroll/element.ts";
import { ticksShown, type View } from "../pianoroll/view.ts";
import { releaseFollow, resumeFollow, toggleFollow } from "./changes.ts";
import type { Elements } from "./elements.ts";
import type { Studio } from "./studio.ts";

export function bindFollowing(studio: Studio, { roll }: Pick<Elements, "roll">): void {
  roll.addEventListener("scrolled", () => letGo(studio));
  studio.on(["transport"], () => {
    if (studio.player.playing) studio.change(resumeFollow);
  });
}

/** Said, as the button of it goes up by itself. */
function letGo(studio: Studio): void {
  if (!studio.player.playing || studio.state.follow !== "on") return;
  studio.change(releaseFollow);
  studio.messages.say("The notes stay where they are, until you press Follow");
}

export function followPlayhead({ player, state }: Studio, roll: PianoRoll): void {
  if (!player.playing || state.follow !== "on") return;
  const view = turned(roll.state.view, player.tick);
  if (view !== roll.state.view) roll.update({ view });
}

/** The page of music that holds the tick: turned shortly before its end. */
export function turned(view: View, tick: number): View {
  const shown = ticksShown(view);
  if (tick >= view.scrollTick && tick <= view.scrollTick + shown * 0.9) return view;
  return { ...view, scrollTick: Math.max(0, tick - shown * 0.1) };
}

export function switchFollow(studio: Studio): void {
  studio.change(toggleFollow);
  const on = studio.state.follow === "on";
  studio.messages.say(on ? "The notes follow the playhead" : "The notes stay where they are");
}
