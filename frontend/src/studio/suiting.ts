/**
 * How well the melody suits each genre, told on the tiles of bands: worked out when they are in
 * sight and nothing else is to be done, and again when the song has rested.
 */
import type { ModelCard } from "../api.ts";
import type { judgeMelody, Suit } from "../genres/model.ts";
import { melodyTrack } from "../midifile/melody.ts";
import { type Song, TICKS_PER_QUARTER, type Track } from "../music/song.ts";
import type { BandTiles } from "./bandtiles.ts";
import { ownSong } from "./state.ts";
import type { Studio } from "./studio.ts";

const REST_MS = 250; // without another edit
const LONGEST = 256 * 4 * TICKS_PER_QUARTER; // bars of four quarters (generation/engine.py)
type Judge = typeof judgeMelody;

/**
 * Which track is accompanied: the wished one, or the one most like a melody, as on the server; null
 * where it would refuse.
 */
export function accompanied(song: Song, wished: number): number | null {
  const at = wished < 0 ? melodyTrack(song) : wished;
  const track = at === null ? undefined : song.tracks[at];
  return track && isTaken(track) ? at : null;
}

function isTaken({ drums, notes }: Track): boolean {
  const end = notes.reduce((last, { onset, length }) => Math.max(last, onset + length), 0);
  const first = notes[0];
  return !drums && first !== undefined && end - first.onset <= LONGEST;
}

/** Each track is judged once. */
export function suitsOf(song: Song, judge: Judge): (wished: number) => Map<string, Suit> | null {
  const known = new Map<number, Map<string, Suit> | null>();
  return (wished) => {
    const track = accompanied(song, wished);
    if (track === null) return null;
    if (!known.has(track)) known.set(track, judge(song, song.tracks[track]?.notes ?? []));
    return known.get(track) ?? null;
  };
}

export class Suiting {
  private readonly studio: Studio;
  private readonly tiles: BandTiles;
  private readonly wishedTrack: (card: ModelCard) => number;
  private visible = false;
  private told = ""; // what the words are of
  private song: Song | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;

  /** `wishedTrack`: the melody track that a person chose for a model; below 0 where none is. */
  constructor(studio: Studio, tiles: BandTiles, wishedTrack: (card: ModelCard) => number) {
    this.studio = studio;
    this.tiles = tiles;
    this.wishedTrack = wishedTrack;
    studio.topics.after(["song"], () => this.look());
    new IntersectionObserver((entries) => {
      this.visible = entries.some(({ isIntersecting }) => isIntersecting);
      this.look();
    }).observe(tiles.element);
  }

  /** The song or a wish may be another one. */
  look(): void {
    if (!this.visible || this.isTold()) return;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => whenIdle(() => void this.tell()), REST_MS);
  }

  private get wishes(): string {
    return this.tiles.cards.map(this.wishedTrack).join();
  }

  private isTold(): boolean {
    return this.song === ownSong(this.studio.state) && this.told === this.wishes;
  }

  private async tell(): Promise<void> {
    const judge = await loadJudge();
    if (!judge) return;
    const song = ownSong(this.studio.state);
    [this.song, this.told] = [song, this.wishes];
    const suits = suitsOf(song, judge);
    this.tiles.tell((card) => suits(this.wishedTrack(card))?.get(card.genre) ?? null);
  }
}

/** A courtesy: where it cannot be had, tiles say nothing. */
async function loadJudge(): Promise<Judge | null> {
  try {
    return (await import("../genres/model.ts")).judgeMelody;
  } catch {
    return null;
  }
}

function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act, { timeout: 1000 });
  else setTimeout(act);
}
