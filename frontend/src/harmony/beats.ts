/** What sounds in each beat of a song: how long each tone, and which one is the lowest. */
import { type Note, type Song, TICKS_PER_QUARTER } from "../music/song.ts";
import { barLines, barTicks, meterAt } from "../music/time.ts";

export interface Beat {
  readonly start: number; // ticks
  readonly end: number;
  readonly weight: 0 | 1 | 2; // how much of a border it is: 2 a bar line, 1 half a bar
  readonly tones: Float64Array; // shares of what sounds, from C on; all 0 in silence
  lowest: number; // MIDI pitch of what is heard there for a while; NONE for nothing
}

export const NONE = 128;
const SHORT = 0.25; // of a beat: what is shorter is no bass

/** Beats of the whole bars that hold the notes; those of compound meters have three eighths. */
export function beatsOf(song: Song, notes: readonly Note[]): Beat[] {
  const stop = notes.reduce((end, { onset, length }) => Math.max(end, onset + length), 0);
  const bars = barLines(song, 0, stop);
  const beats = bars.flatMap((bar, index) => beatsOfBar(song, bar, bars[index + 1]));
  let from = 0;
  for (const note of notes.toSorted((a, b) => a.onset - b.onset)) {
    while ((beats[from]?.end ?? Infinity) <= note.onset) from += 1;
    spread(note, beats, from);
  }
  for (const { tones } of beats) {
    const sum = tones.reduce((a, b) => a + b, 0);
    if (sum > 0) tones.forEach((tone, n) => (tones[n] = tone / sum));
  }
  return beats;
}

function beatsOfBar(song: Song, bar: number, next: number | undefined): Beat[] {
  const meter = meterAt(song, bar);
  const whole = barTicks(meter);
  const stop = next ?? bar + whole;
  const compound = meter.numerator > 3 && meter.numerator % 3 === 0 && meter.denominator >= 8;
  const beat = compound ? (TICKS_PER_QUARTER * 3) / 2 : TICKS_PER_QUARTER;
  return Array.from({ length: Math.ceil((stop - bar) / beat) }, (_, n) => ({
    start: bar + n * beat,
    end: Math.min(bar + (n + 1) * beat, stop),
    weight: n === 0 ? 2 : n * beat * 2 === whole ? 1 : 0,
    tones: new Float64Array(12),
    lowest: NONE,
  }));
}

/** A note is heard in all the beats that it lasts through. */
function spread({ onset, length, pitch }: Note, beats: readonly Beat[], from: number): void {
  for (let at = from; at < beats.length; at += 1) {
    const beat = beats[at] as Beat;
    if (beat.start >= onset + length) return;
    const inside = Math.min(beat.end, onset + length) - Math.max(beat.start, onset);
    const share = inside / (beat.end - beat.start);
    beat.tones[pitch % 12] = (beat.tones[pitch % 12] ?? 0) + share;
    if (share >= SHORT) beat.lowest = Math.min(beat.lowest, pitch);
  }
}
