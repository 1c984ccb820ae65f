/**
 * How long the wish would take, for the button: asked of the site by the size of the song, a moment
 * after the song or the wish has changed.
 */
import { get } from "../api.ts";
import { type Song, songEnd } from "../music/song.ts";
import { meterAt, secondsAt } from "../music/time.ts";
import type { Wish } from "./models.ts";

const AFTER_MS = 900;
type Ask = (path: string) => Promise<{ readonly seconds: number }>;

export class Estimating {
  seconds: number | null = null; // null while nobody knows
  private readonly changed: () => void;
  private readonly ask: Ask;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private asked = "";

  constructor(changed: () => void, ask: Ask = (path) => get(path)) {
    this.changed = changed;
    this.ask = ask;
  }

  /** The wish or the song is another one: what was known of the one before is no longer told. */
  look(wish: Wish | null, song: Song): void {
    const path = wish && songEnd(song) > 0 ? pathOf(wish, song) : "";
    if (path === this.asked) return;
    this.asked = path;
    this.seconds = null;
    clearTimeout(this.waiting);
    if (path) this.waiting = setTimeout(() => void this.fetch(path), AFTER_MS);
  }

  private async fetch(path: string): Promise<void> {
    try {
      const { seconds } = await this.ask(path);
      if (path !== this.asked) return;
      this.seconds = seconds;
      this.changed();
    } catch {
      // It is a courtesy: without it the button tells what the model's jobs usually take.
    }
  }
}

export function pathOf({ technique, model, parameters }: Wish, song: Song): string {
  const ticks = songEnd(song);
  const { numerator, denominator } = meterAt(song, 0);
  // Notes that stay do not make it longer, and there may be thousands.
  const plain = Object.entries(parameters).filter(([, value]) => !Array.isArray(value));
  const query = new URLSearchParams({
    technique,
    model,
    parameters: JSON.stringify(Object.fromEntries(plain)),
    ticks: String(ticks),
    notes: song.tracks.map(({ notes }) => notes.length).join(","),
    tempo: String(Math.round((secondsAt(song, ticks) / ticks) * 960e6)),
    numerator: String(numerator),
    denominator: String(denominator),
  });
  return `generation-estimates/?${query.toString()}`;
}
