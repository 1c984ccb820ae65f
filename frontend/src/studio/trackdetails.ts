/** What the strip of the chosen track opens: levels, name, instrument, colour, place, way out. */
import { FAMILIES, INSTRUMENTS, trackName } from "../music/instruments.ts";
import type { Track } from "../music/song.ts";
import * as changes from "./changes.ts";
import { button, make } from "./page.ts";
import type { Studio } from "./studio.ts";
import { colourField } from "./trackcolour.ts";
import { panSlider, volumeSlider } from "./tracklevels.ts";

const DRUMS = "drums";

export function trackDetails(studio: Studio, track: Track, index: number): HTMLElement {
  const change = (values: changes.TrackValues, label: string): void =>
    studio.change(changes.changeTrack, index, values, label);
  return make(
    "div",
    { class: "track-details" },
    volumeSlider(studio, track, index),
    titleField(track, (name) => change({ name }, "Rename track")),
    instrumentField(track, (values) => change(values, "Change instrument")),
    panSlider(studio, track, index),
    colourField(studio, track, index),
    places(studio, track, index),
  );
}

function places(studio: Studio, track: Track, index: number): HTMLElement {
  const { length } = studio.song.tracks;
  const move = (sign: string, label: string, to: number): HTMLButtonElement => {
    const looks = { class: "tool", "aria-label": label, title: label };
    const element = button(sign, { ...looks, "data-focus": `${label}-${track.key}` }, () =>
      studio.change(changes.moveTrack, index, to),
    );
    element.disabled = to < 0 || to >= length;
    return element;
  };
  const looks = {
    class: "button small quiet danger",
    "aria-label": "Delete track",
    "data-focus": `delete-${track.key}`,
  };
  const remove = button("Delete", looks, () => {
    studio.change(changes.removeTrack, index);
    if (!studio.song.tracks.includes(track))
      studio.messages.say(`${trackName(track)} is deleted. Undo brings it back.`);
  });
  remove.disabled = length === 1;
  const up = move("↑", "Track up", index - 1);
  return make("span", { class: "row" }, up, move("↓", "Track down", index + 1), remove);
}

function titleField(track: Track, change: (name: string) => void): HTMLElement {
  const title = make("input", {
    type: "text",
    maxlength: 200,
    "aria-label": "Track name",
    "data-focus": `name-${track.key}`,
  });
  title.value = track.name;
  title.placeholder = trackName(track);
  title.addEventListener("change", () => change(title.value.trim()));
  return title;
}

function instrumentField(
  track: Track,
  change: (values: Pick<Track, "drums" | "program">) => void,
): HTMLSelectElement {
  const looks = { "aria-label": "Instrument", "data-focus": `program-${track.key}` };
  const select = make("select", looks, make("option", { value: DRUMS }, "Drum kit"));
  FAMILIES.forEach((family, at) => {
    const names = INSTRUMENTS.slice(at * 8, at * 8 + 8);
    const options = names.map((name, within) => make("option", { value: at * 8 + within }, name));
    select.append(make("optgroup", { label: family }, ...options));
  });
  select.value = track.drums ? DRUMS : String(track.program);
  select.addEventListener("change", () => {
    const drums = select.value === DRUMS;
    change({ drums, program: drums ? 0 : Number(select.value) });
  });
  return select;
}
