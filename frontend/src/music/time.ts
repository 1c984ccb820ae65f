/** Ticks, seconds, bars and beats: all follow the tempo and time-signature maps of the song. */
import { type Meter, type Song, type Tempo, TICKS_PER_QUARTER } from "./song.ts";

export interface Place {
  readonly bar: number; // from 1
  readonly beat: number; // from 1
  readonly tick: number; // within the beat
}

function lastAtOrBefore<T extends { readonly tick: number }>(map: readonly T[], tick: number): T {
  let found = map[0] as T;
  for (const entry of map) if (entry.tick <= tick) found = entry;
  return found;
}

export const tempoAt = (song: Song, tick: number): Tempo => lastAtOrBefore(song.tempi, tick);
export const meterAt = (song: Song, tick: number): Meter => lastAtOrBefore(song.meters, tick);
export const barTicks = (meter: Meter): number =>
  (TICKS_PER_QUARTER * 4 * meter.numerator) / meter.denominator;
export const beatTicks = (meter: Meter): number => (TICKS_PER_QUARTER * 4) / meter.denominator;
export const qpm = (tempo: Tempo): number => 60e6 / tempo.usPerQuarter;

/** Microseconds from a change of tempo to a tick that it governs. */
export const microsUntil = (tick: number, tempo: Tempo): number =>
  ((tick - tempo.tick) * tempo.usPerQuarter) / TICKS_PER_QUARTER;

/** Seconds from the start of the song to `tick`. */
export function secondsAt(song: Pick<Song, "tempi">, tick: number): number {
  let micros = 0;
  song.tempi.forEach((tempo, index) => {
    const stop = Math.min(song.tempi[index + 1]?.tick ?? tick, tick);
    if (stop > tempo.tick) micros += microsUntil(stop, tempo);
  });
  return micros / 1e6;
}

/** The inverse of `secondsAt`; not rounded. */
export function tickAt(song: Pick<Song, "tempi">, seconds: number): number {
  let micros = Math.max(0, seconds) * 1e6;
  for (const [index, tempo] of song.tempi.entries()) {
    const next = song.tempi[index + 1];
    const span = next ? microsUntil(next.tick, tempo) : Infinity;
    if (micros < span || !next)
      return tempo.tick + (micros * TICKS_PER_QUARTER) / tempo.usPerQuarter;
    micros -= span;
  }
  return 0;
}

/** Ticks of the bar lines in [from, to). */
export function barLines(song: Song, from: number, to: number): number[] {
  const lines: number[] = [];
  song.meters.forEach((meter, index) => {
    const stop = Math.min(song.meters[index + 1]?.tick ?? to, to);
    const bar = barTicks(meter);
    const first = meter.tick + Math.max(0, Math.ceil((from - meter.tick) / bar)) * bar;
    for (let tick = first; tick < stop; tick += bar) lines.push(tick);
  });
  return lines;
}

export function placeAt(song: Song, tick: number): Place {
  let bars = 0;
  for (const [index, meter] of song.meters.entries()) {
    const next = song.meters[index + 1];
    if (next && next.tick <= tick) {
      bars += Math.ceil((next.tick - meter.tick) / barTicks(meter));
      continue;
    }
    const inside = tick - meter.tick;
    const inBar = inside % barTicks(meter);
    return {
      bar: bars + Math.floor(inside / barTicks(meter)) + 1,
      beat: Math.floor(inBar / beatTicks(meter)) + 1,
      tick: Math.floor(inBar % beatTicks(meter)),
    };
  }
  return { bar: 1, beat: 1, tick: 0 };
}

/** The inverse of `placeAt`. */
export function tickOf(song: Song, place: Place): number {
  let bars = 0;
  for (const [index, meter] of song.meters.entries()) {
    const next = song.meters[index + 1];
    const span = next ? Math.ceil((next.tick - meter.tick) / barTicks(meter)) : Infinity;
    if (place.bar - 1 < bars + span) {
      return (
        meter.tick +
        (place.bar - 1 - bars) * barTicks(meter) +
        (place.beat - 1) * beatTicks(meter) +
        place.tick
      );
    }
    bars += span;
  }
  return 0;
}

export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
