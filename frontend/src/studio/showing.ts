/** A take that is listened to is shown where something is new in it. */
import { newsOf, stretchOf } from "../music/news.ts";
import { holding, revealing, stretching } from "../pianoroll/view.ts";
import type { Elements } from "./elements.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";

export function bindShowing(studio: Studio, { roll }: Pick<Elements, "roll">): void {
  let shown: Take | null = null;
  studio.topics.after(["takes"], () => {
    const { heard, takes } = studio.state;
    const another = heard !== shown;
    shown = heard;
    if (another && heard && takes.includes(heard)) show(studio, roll, heard);
  });
}

function show({ state }: Studio, roll: Elements["roll"], { input, song }: Take): void {
  const news = newsOf(input, song);
  const stretch = stretchOf(news);
  if (!stretch) return;
  const came = news.tracks.filter((_, index) => !song.tracks[index]?.drums);
  const pitches = came.flatMap((track) => track.came.map(({ pitch }) => pitch));
  const view = holding(stretching(roll.state.view, stretch.start, stretch.end), pitches);
  const [first] = news.tracks[state.track]?.came ?? currentTrack(state)?.notes ?? [];
  roll.update({ view: first ? revealing(view, view.scrollTick, first.pitch) : view });
}
