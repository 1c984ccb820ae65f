/**
 * Two songs played equally loud, so that ears choose the music and not the volume: by the measure
 * of ITU-R BS.1770, of what the notes would sound like.
 *
 * Nothing is rendered for it, which would take seconds and a phone's battery: how loud a note of an
 * instrument is was measured once, and the blocks and gates of the standard are laid over the sum.
 */
import { type Note, type Song, songEnd, type Track } from "../music/song.ts";
import { secondsAt } from "../music/time.ts";
import { KIT, PROGRAMS } from "./instruments.ts";
import type { Side } from "./listening.ts";

const BLOCK = 0.4; // seconds, as in the standard
const GATE = 0.1; // ten decibels below the mean: pauses are no part of how loud a song is
const MOST_DB = 12; // that the louder one is turned down
const LEAST_DB = 0.5; // less is heard by nobody
const MEASURED = 100; // velocity and volume at which instruments were weighed

/** What each is played with: one of the two with 1, the louder one with less. Nothing clips. */
export type Matched = Record<Side, number>;

export function matched(a: Song, b: Song): Matched {
  const louder = loudness(a) - loudness(b);
  const down = Math.min(MOST_DB, Math.abs(louder));
  if (!(down >= LEAST_DB)) return { a: 1, b: 1 };
  const gain = 10 ** (-down / 20);
  return louder > 0 ? { a: gain, b: 1 } : { a: 1, b: gain };
}

export function matchedText({ a, b }: Matched): string {
  if (a === b) return "Both are played as they are: they are equally loud.";
  const [side, gain] = a < b ? ["A", a] : ["B", b];
  const down = Math.round(-20 * Math.log10(gain));
  const softer = `${side} is played ${Math.max(1, down)} dB softer than it was made`;
  return `${softer}, so that both are about equally loud.`;
}

/** Decibels, of which differences mean something; of silence it is NaN. */
export function loudness(song: Song): number {
  const blocks = new Float64Array(Math.ceil(secondsAt(song, songEnd(song)) / BLOCK) + 1);
  for (const track of song.tracks) for (const note of track.notes) lay(blocks, song, track, note);
  const heard = blocks.filter((power) => power > 0);
  const loud = heard.filter((power) => power >= GATE * mean(heard));
  return 10 * Math.log10(mean(loud));
}

const mean = (powers: Float64Array): number =>
  powers.reduce((sum, power) => sum + power, 0) / powers.length;

/** The energy of a note, spread over the blocks in which it sounds. */
function lay(blocks: Float64Array, song: Song, track: Track, note: Note): void {
  const from = secondsAt(song, note.onset);
  const seconds = secondsAt(song, note.onset + note.length) - from;
  const first = Math.floor(from / BLOCK);
  const last = Math.min(blocks.length - 1, Math.floor((from + Math.max(seconds, BLOCK)) / BLOCK));
  const energy = energyOf(track, note, seconds) / (last - first + 1);
  for (let block = first; block <= last; block += 1)
    blocks[block] = (blocks[block] as number) + energy;
}

/** A synthesizer's velocity and volume go in with their square: twice the decibels each. */
function energyOf(track: Track, note: Note, seconds: number): number {
  const played = ((note.velocity / MEASURED) * (track.volume / MEASURED)) ** 4;
  return played * (track.drums ? hit(note.pitch) : sung(track.program, note.pitch, seconds));
}

const power = (decibels: number): number => 10 ** (decibels / 10);

const hit = (pitch: number): number =>
  power(KIT[Math.min(KIT.length - 1, Math.max(0, pitch - 35))] as number);

/** Between the lengths and pitches that were measured, and on beyond them. */
function sung(program: number, pitch: number, seconds: number): number {
  const row = PROGRAMS[program] as readonly number[];
  const place = Math.min(2, Math.max(0, (pitch - 36) / 24));
  const low = Math.min(1, Math.floor(place));
  const at = (length: number): number => {
    const [below, above] = [row[2 * low + length] as number, row[2 * low + 2 + length] as number];
    return power(below + (above - below) * (place - low));
  };
  const [short, long] = [at(0), at(1)];
  if (seconds <= 0.25) return short * Math.max(0.2, seconds / 0.25);
  return short + ((Math.max(0, long - short) * (seconds - 0.25)) / 1.75);
}
