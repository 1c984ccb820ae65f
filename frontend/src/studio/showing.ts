/** A take that is listened to is shown where something is new in it. */
import { type News, newsOf, stretchOf } from "../music/news.ts";
import type { Note, Song } from "../music/song.ts";
import { holding, revealing, stretching, type View } from "../pianoroll/view.ts";
import type { Elements } from "./elements.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";

const LEAST_ROW_PX = 6;
type Stretch = NonNullable<ReturnType<typeof stretchOf>>;

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
  const view = held(stretching(roll.state.view, stretch.start, stretch.end), song, news, stretch);
  const [first] = news.tracks[state.track]?.came ?? currentTrack(state)?.notes ?? [];
  roll.update({ view: first ? revealing(view, view.scrollTick, first.pitch) : view });
}

/** With what sounds beside the new notes, where that leaves rows that can be read. */
function held(view: View, song: Song, news: News, { start, end }: Stretch): View {
  const pitched = (_: unknown, index: number): boolean => !song.tracks[index]?.drums;
  const beside = song.tracks.filter(pitched).flatMap(({ notes }) => notes);
  const sounding = beside.filter(({ onset, length }) => onset < end && onset + length > start);
  const all = holding(view, sounding.map(pitchOf));
  if (all.pxPerPitch >= LEAST_ROW_PX) return all;
  const came = news.tracks.filter(pitched).flatMap((track) => track.came);
  return holding(view, came.map(pitchOf));
}

const pitchOf = ({ pitch }: Note): number => pitch;
