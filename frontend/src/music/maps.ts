/** Changes of the tempo and meter maps: the mark in force at a place, or all of them. */
import type { Meter, Song, Tempo } from "./song.ts";
import { meterAt, qpm, tempoAt } from "./time.ts";

export const LEAST_TEMPO = 20; // quarters a minute
export const MOST_TEMPO = 300;

/** Which marks of the map a wish is about; "scaled" keeps their proportions. */
export type Scope = "mark" | "scaled" | "one";

const inRange = (quarters: number): number =>
  Math.min(MOST_TEMPO, Math.max(LEAST_TEMPO, quarters));
const microsOf = (quarters: number): number => Math.round(60e6 / inRange(quarters));

/** The tempo at `tick` becomes so many quarters a minute, 20 to 300. */
export function changeTempo(
  song: Song,
  tick: number,
  quartersPerMinute: number,
  scope: Scope = "mark",
): Song {
  const now = tempoAt(song, tick);
  const micros = microsOf(quartersPerMinute);
  if (scope === "one") return { ...song, tempi: [{ tick: 0, usPerQuarter: micros }] };
  const change = (tempo: Tempo): Tempo => {
    if (tempo === now) return { ...tempo, usPerQuarter: micros };
    if (scope === "mark") return tempo;
    return { ...tempo, usPerQuarter: microsOf(qpm(tempo) * (now.usPerQuarter / micros)) };
  };
  return { ...song, tempi: song.tempi.map(change) };
}

/** The meter in force at `tick` becomes another one. */
export function changeMeter(
  song: Song,
  tick: number,
  { numerator, denominator }: Omit<Meter, "tick">,
): Song {
  const now = meterAt(song, tick);
  const changed = { tick: now.tick, numerator, denominator };
  return { ...song, meters: song.meters.map((meter) => (meter === now ? changed : meter)) };
}
