/** The tracks as strips of a mixer: name, notes, mute, solo, volume; one is being edited. */
import { trackName } from "../music/instruments.ts";
import { colourOf } from "../music/palette.ts";
import type { Song, Track } from "../music/song.ts";
import { plural } from "../music/words.ts";
import { oncePerFrame } from "../screen/canvas.ts";
import { watchTheme } from "../screen/colours.ts";
import * as changes from "./changes.ts";
import type { Elements } from "./elements.ts";
import { isPressed, type Pressed } from "./mixer.ts";
import { button, make, replaceKeepingFocus, revealChosen } from "./page.ts";
import { drawStrips } from "./strips.ts";
import type { Studio } from "./studio.ts";
import { colourEdge, drawSwatches } from "./trackcolour.ts";
import { trackDetails } from "./trackdetails.ts";
import { bindTrackFolding, detailsButton } from "./trackfolding.ts";
import { placeLevels, volumeSlider } from "./tracklevels.ts";
import { bindTrackOrder, moveByKey } from "./trackorder.ts";

export function bindTracks(studio: Studio, page: Pick<Elements, "tracks" | "addTrack">): void {
  const { tracks, addTrack } = page;
  let shown = "";
  const draw = (): void => {
    drawSwatches(tracks);
    drawStrips(tracks, studio.song);
  };
  watchTheme(draw);
  new ResizeObserver(oncePerFrame(draw)).observe(tracks); // a folded list has no room to draw in
  studio.on(["song", "track", "mixer"], () => {
    // Rebuilt only when something in it changed: a rebuilt field would lose what one types, and a
    // slider what one holds.
    const now = factsOf(studio);
    if (now !== shown) {
      const rows = studio.song.tracks.map((track, index) => row(studio, tracks, track, index));
      replaceKeepingFocus(tracks, rows);
      if (chosenOf(now) !== chosenOf(shown)) revealChosen(tracks);
      drawSwatches(tracks);
    }
    shown = now;
    placeLevels(tracks, studio.song);
    drawStrips(tracks, studio.song);
    tellCounts(tracks, studio.song);
  });
  bindTrackOrder(studio, tracks);
  bindTrackFolding(tracks, () => drawSwatches(tracks));
  addTrack.addEventListener("click", () => addAndTell(studio));
}

function addAndTell(studio: Studio): void {
  const { length } = studio.song.tracks;
  studio.change(changes.addTrack);
  const now = studio.song.tracks.length;
  if (now > length) studio.messages.say(`Track ${now} is added and chosen`);
  else if (!studio.state.pending) studio.messages.say("A song holds no more tracks.");
}

/** Everything that the list shows but what moves while it is held. */
function factsOf({ song, state }: Studio): string {
  const facts = song.tracks.map((track) => {
    const { key, name, program, drums, colour, notes } = track;
    return [key, name, program, drums, colour, notes.length > 0, state.mixer.get(key)];
  });
  return JSON.stringify([state.track, facts]);
}

const chosenOf = (facts: string): string => facts.slice(0, facts.indexOf(","));

function row(studio: Studio, list: HTMLElement, track: Track, index: number): HTMLLIElement {
  const chosen = index === studio.state.track;
  const looks = { class: chosen ? "track chosen" : "track" };
  const notes = make("canvas", { class: "track-notes", "aria-hidden": "true" });
  const item = make(
    "li",
    looks,
    colourEdge(colourOf(studio.song.tracks, index)),
    chooser(studio, track, index, chosen),
    mixer(studio, track, chosen ? detailsButton(list, track) : null),
    notes,
    chosen ? trackDetails(studio, track, index) : volumeSlider(studio, track, index),
  );
  notes.addEventListener("click", () => studio.change(changes.chooseTrack, index));
  return item;
}

function chooser(studio: Studio, track: Track, index: number, chosen: boolean): HTMLElement {
  const looks = {
    class: "track-choose",
    "aria-pressed": String(chosen),
    "aria-keyshortcuts": "Alt+ArrowUp Alt+ArrowDown",
    title: "Drag, or Alt with the arrows: another place",
    "data-focus": `choose-${track.key}`,
  };
  const choose = button("", looks, () => studio.change(changes.chooseTrack, index));
  choose.append(
    make("span", { class: "track-name" }, trackName(track)),
    make("span", { class: "track-count visually-hidden" }, countOf(track)),
  );
  choose.addEventListener("keydown", (event) => moveByKey(studio, event, index));
  return choose;
}

const countOf = ({ notes }: Track): string => `, ${plural(notes.length, "note")}`;

/** Rows stand while notes change, and so their words for a screen reader are written anew. */
function tellCounts(list: HTMLElement, { tracks }: Song): void {
  list.querySelectorAll(".track-count").forEach((count, index) => {
    const track = tracks[index];
    if (track && count.textContent !== countOf(track)) count.textContent = countOf(track);
  });
}

function mixer(studio: Studio, track: Track, more: HTMLElement | null): HTMLElement {
  const toggle = (text: string, what: Pressed, label: string): HTMLButtonElement => {
    const looks = {
      class: "tool",
      "aria-pressed": String(isPressed(studio.state.mixer, track, what)),
      "aria-label": `${label} ${trackName(track)}`,
      title: `${label} (${text} for the chosen track)`,
      "data-focus": `${what}-${track.key}`,
    };
    return button(text, looks, () => studio.change(changes.pressTrack, track, what));
  };
  const both = [toggle("M", "muted", "Mute"), toggle("S", "solo", "Solo")];
  return make("span", { class: "mixer" }, ...both, more);
}
