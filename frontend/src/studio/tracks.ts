/** The list of tracks: name, instrument, volume, mute and solo; one of them is being edited. */
import { FAMILIES, instrumentName, INSTRUMENTS } from "../music/instruments.ts";
import type { Track } from "../music/song.ts";
import { plural } from "../music/words.ts";
import { button, byId, make } from "./page.ts";
import type { Studio } from "./studio.ts";

const DRUMS = "drums";

export function bindTracks(studio: Studio): void {
  const list = byId<HTMLUListElement>("tracks");
  let shown = "";
  studio.on(["song", "track", "mixer"], () => {
    // Rebuilt only when something in it changed: a rebuilt field would lose the focus while one
    // types.
    const now = JSON.stringify([
      studio.track,
      studio.song.tracks.map((track) => [
        track.key,
        track.name,
        track.program,
        track.drums,
        track.volume,
        track.notes.length,
        studio.isMuted(track),
        studio.isSolo(track),
      ]),
    ]);
    if (now === shown) return;
    shown = now;
    const focused =
      document.activeElement instanceof HTMLElement
        ? document.activeElement.dataset["focus"]
        : undefined;
    list.replaceChildren(...studio.song.tracks.map((track, index) => row(studio, track, index)));
    if (focused) list.querySelector<HTMLElement>(`[data-focus="${focused}"]`)?.focus();
  });
}

function row(studio: Studio, track: Track, index: number): HTMLLIElement {
  const name = track.name || instrumentName(track);
  const chosen = index === studio.track;
  const item = make("li", { class: chosen ? "track chosen" : "track" });
  const choose = button(
    "",
    { class: "track-choose", "aria-pressed": String(chosen), "data-focus": `choose-${track.key}` },
    () => studio.chooseTrack(index),
  );
  choose.append(
    make("span", {
      class: "swatch",
      "data-colour": (index % 8) + 1,
      "data-pattern": index % 4,
      "aria-hidden": "true",
    }),
    make("span", { class: "track-name" }, name),
    make("span", { class: "quiet-text" }, plural(track.notes.length, "note")),
  );
  item.append(choose, mixer(studio, track, name));
  if (chosen) item.append(details(studio, track, index, name));
  return item;
}

function mixer(studio: Studio, track: Track, name: string): HTMLElement {
  const toggle = (
    text: string,
    what: "muted" | "solo",
    on: boolean,
    label: string,
  ): HTMLButtonElement =>
    button(
      text,
      {
        class: "button small icon",
        "aria-pressed": String(on),
        "aria-label": `${label} ${name}`,
        title: label,
        "data-focus": `${what}-${track.key}`,
      },
      () => studio.toggle(track, what),
    );
  return make(
    "span",
    { class: "mixer" },
    toggle("M", "muted", studio.isMuted(track), "Mute"),
    toggle("S", "solo", studio.isSolo(track), "Solo"),
  );
}

function details(studio: Studio, track: Track, index: number, name: string): HTMLElement {
  const title = make("input", {
    type: "text",
    maxlength: 200,
    "aria-label": "Track name",
    "data-focus": `name-${track.key}`,
  });
  title.value = track.name;
  title.placeholder = name;
  title.addEventListener("change", () =>
    studio.changeTrack(index, { name: title.value.trim() }, "Rename track"),
  );
  const volume = make("input", {
    type: "range",
    min: 0,
    max: 127,
    "aria-label": `Volume of ${name}`,
    "data-focus": `volume-${track.key}`,
  });
  volume.value = String(track.volume);
  volume.addEventListener("change", () =>
    studio.changeTrack(index, { volume: Number(volume.value) }, "Change volume"),
  );
  const remove = button(
    "Delete track",
    { class: "button small danger", "data-focus": `delete-${track.key}` },
    () => studio.removeTrack(index),
  );
  remove.disabled = studio.song.tracks.length === 1;
  return make(
    "div",
    { class: "track-details" },
    title,
    instrumentChooser(studio, track, index),
    make("label", { class: "volume" }, "Volume ", volume),
    remove,
  );
}

function instrumentChooser(studio: Studio, track: Track, index: number): HTMLSelectElement {
  const select = make("select", {
    "aria-label": "Instrument",
    "data-focus": `program-${track.key}`,
  });
  select.append(make("option", { value: DRUMS }, "Drum kit"));
  FAMILIES.forEach((family, at) => {
    const options = INSTRUMENTS.slice(at * 8, at * 8 + 8).map((text, within) =>
      make("option", { value: at * 8 + within }, text),
    );
    select.append(make("optgroup", { label: family }, ...options));
  });
  select.value = track.drums ? DRUMS : String(track.program);
  select.addEventListener("change", () => {
    const drums = select.value === DRUMS;
    studio.changeTrack(
      index,
      { drums, program: drums ? 0 : Number(select.value) },
      "Change instrument",
    );
  });
  return select;
}
