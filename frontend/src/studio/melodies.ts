/** Melodies to start from: two seconds of one are heard on hover or focus, a click takes it. */
import { list as whole, type Preset } from "../api.ts";
import { fromDocument, type Song } from "../music/song.ts";
import { Player } from "../playback/player.ts";
import type { Elements } from "./elements.ts";
import { insist } from "./insisting.ts";
import { button, make } from "./page.ts";
import type { Studio } from "./studio.ts";

const SAMPLE_MS = 2_500;
const RESTING_MS = 200; // passing over a melody is no wish to hear it
const NOT_LOADED = "The melodies did not load. Draw your own below, or reload the page.";
const NOT_YET = "The melodies have not come yet; we go on asking. You can draw your own below. ";

export async function bindMelodies(
  studio: Studio,
  { melodies }: Pick<Elements, "melodies">,
  opened: () => void,
): Promise<readonly Preset[]> {
  const sample = new Sample(studio);
  const take = (preset: Preset): void => {
    sample.stop();
    openPreset(studio, preset);
    opened();
  };
  const tell = (now: () => void): void => {
    const again = button("Ask again now", {}, now);
    melodies.replaceChildren(make("li", { class: "empty" }, NOT_YET, again));
  };
  try {
    const presets = await insist((signal) => whole<Preset>("presets/", signal), tell);
    melodies.replaceChildren(...presets.map((preset) => tile(preset, sample, () => take(preset))));
    return presets;
  } catch {
    melodies.replaceChildren(make("li", { class: "empty" }, NOT_LOADED));
    return [];
  }
}

export function openPreset(studio: Studio, preset: Preset): void {
  const { title, slug, bars } = preset;
  const from = { origin: { kind: "preset" }, source: `preset:${slug}` } as const;
  studio.open(fromDocument(preset.document), title, from, `Open ${title}`);
  studio.messages.say(`${title} is open: ${bars} bars. Press Space to hear it.`);
}

function tile(preset: Preset, sample: Sample, take: () => void): HTMLLIElement {
  const { title, composer, year, bars, meter } = preset;
  const song = fromDocument(preset.document);
  const element = button("", { class: "melody" }, take);
  const facts = [`${composer}, ${year}`, `${bars} bars · ${meter}`];
  const lines = facts.map((fact) => make("span", {}, `${fact} `));
  element.append(make("strong", {}, `${title} `), make("span", { class: "quiet-text" }, ...lines));
  const start = (): void => sample.start(song);
  for (const name of ["pointerenter", "focus"]) element.addEventListener(name, start);
  for (const name of ["pointerleave", "blur"]) element.addEventListener(name, () => sample.stop());
  return make("li", {}, element);
}

/** The first seconds of a melody; one at a time. */
class Sample {
  private readonly studio: Studio;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private playing: Player | undefined;

  constructor(studio: Studio) {
    this.studio = studio;
  }

  start(song: Song): void {
    const { player, sound } = this.studio;
    this.stop();
    // Before the first click or key browsers allow no sound, and while the song plays a second
    // one would be noise.
    if (player.playing || !navigator.userActivation?.hasBeenActive) return;
    const waiting = setTimeout(() => {
      void sound.wake().then(() => {
        if (this.waiting !== waiting) return; // the pointer has gone on meanwhile
        this.playing = new Player(sound, song);
        this.playing.play();
        this.waiting = setTimeout(() => this.stop(), SAMPLE_MS);
      });
    }, RESTING_MS);
    this.waiting = waiting;
  }

  stop(): void {
    clearTimeout(this.waiting);
    this.waiting = undefined;
    this.playing?.pause();
    this.playing = undefined;
  }
}
