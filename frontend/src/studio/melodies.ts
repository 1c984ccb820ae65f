/** Melodies to start from: two seconds of one are heard on hover or focus, a click takes it. */
import { list as whole, type Preset } from "../api.ts";
import { fromDocument, type Song } from "../music/song.ts";
import { Player } from "../playback/player.ts";
import { sound } from "../playback/sound.ts";
import { say } from "./messages.ts";
import { button, byId, make } from "./page.ts";
import type { Studio } from "./studio.ts";

const PREVIEW_MS = 2_500;
const RESTING_MS = 200; // passing over a melody is no wish to hear it

export async function bindMelodies(studio: Studio, opened: () => void): Promise<readonly Preset[]> {
  const list = byId("melodies");
  let presets: Preset[] = [];
  try {
    presets = await whole<Preset>("presets/");
  } catch {
    list.replaceChildren(
      make(
        "p",
        { class: "empty" },
        "The melodies did not load. Draw your own below, or reload the page.",
      ),
    );
    return [];
  }
  list.replaceChildren(...presets.map((preset) => tile(studio, preset, opened)));
  return presets;
}

export function openPreset(studio: Studio, preset: Preset): void {
  studio.open(
    fromDocument(preset.document),
    preset.title,
    { origin: { kind: "preset" }, source: `preset:${preset.slug}` },
    `Open ${preset.title}`,
  );
  say(`${preset.title} is open: ${preset.bars} bars. Press Space to hear it.`);
}

function tile(studio: Studio, preset: Preset, opened: () => void): HTMLLIElement {
  const song = fromDocument(preset.document);
  const act = (): void => {
    stop();
    openPreset(studio, preset);
    opened();
  };
  const element = button("", { class: "melody" }, act);
  element.append(
    make("strong", {}, preset.title),
    make(
      "span",
      { class: "quiet-text" },
      `${preset.composer}, ${preset.year} · ${preset.bars} bars · ${preset.meter}`,
    ),
  );
  const start = (): void => preview(studio, song);
  element.addEventListener("pointerenter", start);
  element.addEventListener("focus", start);
  for (const name of ["pointerleave", "blur"]) element.addEventListener(name, stop);
  return make("li", {}, element);
}

let waiting: ReturnType<typeof setTimeout> | undefined;
let playing: Player | undefined;

function preview(studio: Studio, song: Song): void {
  stop();
  // Before the first click or key browsers allow no sound, and while the song plays a second one
  // would be noise.
  if (studio.player.playing || !navigator.userActivation?.hasBeenActive) return;
  waiting = setTimeout(() => {
    void sound.wake().then(() => {
      playing = new Player(sound, song);
      playing.play();
      waiting = setTimeout(stop, PREVIEW_MS);
    });
  }, RESTING_MS);
}

function stop(): void {
  clearTimeout(waiting);
  playing?.pause();
  playing = undefined;
}
