/** Volume and pan of a track: heard while the slider moves, one step of undo for each hold. */
import { trackName } from "../music/instruments.ts";
import type { Song, Track } from "../music/song.ts";
import { changeTrack, slideTrack } from "./changes.ts";
import { make } from "./page.ts";
import type { Studio } from "./studio.ts";

type Level = "volume" | "pan";

export const volumeSlider = (studio: Studio, track: Track, index: number): HTMLElement =>
  slider(studio, track, index, "volume", "Volume");

export function panSlider(studio: Studio, track: Track, index: number): HTMLElement {
  return slider(studio, track, index, "pan", "Pan");
}

function slider(
  studio: Studio,
  track: Track,
  index: number,
  level: Level,
  words: string,
): HTMLElement {
  const input = make("input", {
    type: "range",
    min: 0,
    max: 127,
    "aria-label": `${words} of ${trackName(track)}`,
    "data-level": level,
    "data-focus": `${level}-${track.key}`,
  });
  let held = false; // what comes next goes on with the step of before
  input.addEventListener("input", () => {
    const values = { [level]: Number(input.value) };
    if (held) studio.change(slideTrack, index, values);
    else studio.change(changeTrack, index, values, `Change ${level}`);
    held = true;
  });
  input.addEventListener("change", () => (held = false));
  return make("label", { class: "track-level" }, words, input);
}

/** The sliders as the song is. */
export function placeLevels(list: HTMLElement, { tracks }: Song): void {
  [...list.children].forEach((row, index) => {
    for (const input of row.querySelectorAll<HTMLInputElement>("[data-level]")) {
      const value = tracks[index]?.[input.dataset["level"] as Level];
      if (value !== undefined) input.value = String(value);
    }
  });
}
