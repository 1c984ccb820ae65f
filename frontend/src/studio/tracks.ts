/** The list of tracks: name, instrument, volume, mute and solo; one of them is being edited. */
import { FAMILIES, instrumentName, INSTRUMENTS } from "../music/instruments.ts";
import type { Track } from "../music/song.ts";
import { plural } from "../music/words.ts";
import * as changes from "./changes.ts";
import type { Elements } from "./elements.ts";
import { isPressed, type Pressed } from "./mixer.ts";
import { button, make, replaceKeepingFocus } from "./page.ts";
import type { Studio } from "./studio.ts";

const DRUMS = "drums";

export function bindTracks(studio: Studio, page: Pick<Elements, "tracks" | "addTrack">): void {
  let shown = "";
  studio.on(["song", "track", "mixer"], () => {
    // Rebuilt only when something in it changed: a rebuilt field would lose what one types.
    const now = factsOf(studio);
    if (now === shown) return;
    shown = now;
    const rows = studio.song.tracks.map((track, index) => row(studio, track, index));
    replaceKeepingFocus(page.tracks, rows);
  });
  page.addTrack.addEventListener("click", () => studio.change(changes.addTrack));
}

/** Everything that the list shows. */
function factsOf({ song, state }: Studio): string {
  const facts = song.tracks.map((track) => {
    const { key, name, program, drums, volume, notes } = track;
    return [key, name, program, drums, volume, notes.length, state.mixer.get(key)];
  });
  return JSON.stringify([state.track, facts]);
}

const nameOf = (track: Track): string => track.name || instrumentName(track);

function row(studio: Studio, track: Track, index: number): HTMLLIElement {
  const chosen = index === studio.state.track;
  const item = make("li", { class: chosen ? "track chosen" : "track" });
  item.append(chooser(studio, track, index, chosen), mixer(studio, track));
  if (chosen) item.append(details(studio, track, index));
  return item;
}

function chooser(studio: Studio, track: Track, index: number, chosen: boolean): HTMLElement {
  const looks = {
    class: "track-choose",
    "aria-pressed": String(chosen),
    "data-focus": `choose-${track.key}`,
  };
  const choose = button("", looks, () => studio.change(changes.chooseTrack, index));
  const swatch = {
    class: "swatch",
    "data-colour": (index % 8) + 1,
    "data-pattern": index % 4,
    "aria-hidden": "true",
  };
  choose.append(
    make("span", swatch),
    make("span", { class: "track-name" }, nameOf(track)),
    make("span", { class: "quiet-text" }, plural(track.notes.length, "note")),
  );
  return choose;
}

function mixer(studio: Studio, track: Track): HTMLElement {
  const toggle = (text: string, what: Pressed, label: string): HTMLButtonElement => {
    const looks = {
      class: "button small icon",
      "aria-pressed": String(isPressed(studio.state.mixer, track, what)),
      "aria-label": `${label} ${nameOf(track)}`,
      title: label,
      "data-focus": `${what}-${track.key}`,
    };
    return button(text, looks, () => studio.change(changes.pressTrack, track, what));
  };
  const both = [toggle("M", "muted", "Mute"), toggle("S", "solo", "Solo")];
  return make("span", { class: "mixer" }, ...both);
}

function details(studio: Studio, track: Track, index: number): HTMLElement {
  const change = (values: changes.TrackValues, label: string): void =>
    studio.change(changes.changeTrack, index, values, label);
  const looks = { class: "button small danger", "data-focus": `delete-${track.key}` };
  const remove = button("Delete track", looks, () => studio.change(changes.removeTrack, index));
  remove.disabled = studio.song.tracks.length === 1;
  return make(
    "div",
    { class: "track-details" },
    titleField(track, (name) => change({ name }, "Rename track")),
    instrumentField(track, (values) => change(values, "Change instrument")),
    volumeField(track, (volume) => change({ volume }, "Change volume")),
    remove,
  );
}

function titleField(track: Track, change: (name: string) => void): HTMLElement {
  const title = make("input", {
    type: "text",
    maxlength: 200,
    "aria-label": "Track name",
    "data-focus": `name-${track.key}`,
  });
  title.value = track.name;
  title.placeholder = nameOf(track);
  title.addEventListener("change", () => change(title.value.trim()));
  return title;
}

function volumeField(track: Track, change: (volume: number) => void): HTMLElement {
  const volume = make("input", {
    type: "range",
    min: 0,
    max: 127,
    "aria-label": `Volume of ${nameOf(track)}`,
    "data-focus": `volume-${track.key}`,
  });
  volume.value = String(track.volume);
  volume.addEventListener("change", () => change(Number(volume.value)));
  return make("label", { class: "volume" }, "Volume ", volume);
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
