/** Melodies of known notes, sung by a synthesizer: sines and voices, with all that singers do. */
import { hertzOf } from "../../src/humming/curve.ts";

export interface TrueNote {
  readonly start: number; // seconds
  readonly end: number; // seconds
  readonly pitch: number; // MIDI
}

export interface Singer {
  readonly name: string;
  readonly low: number; // MIDI: the lowest note
  readonly voice?: boolean; // formants; else a sine
  readonly vibrato?: number; // semitones to each side
  readonly glide?: number; // seconds from one pitch to the next
  readonly noise?: number; // dB below the voice
  readonly legato?: boolean; // no gap between notes of different pitch
  readonly repeats?: boolean; // many notes twice
  readonly off?: number; // semitones from the tuning fork
  readonly rate?: number;
}

/** Twenty ways to sing, from 80 to 900 Hz. */
export const SINGERS: readonly Singer[] = [
  { name: "sine, low", low: 40 },
  { name: "sine, middle", low: 60 },
  { name: "sine, high", low: 69 },
  { name: "sine, legato", low: 57, legato: true },
  { name: "sine, repeated", low: 60, repeats: true },
  { name: "sine, vibrato", low: 62, vibrato: 0.5 },
  { name: "sine, noise at 10 dB", low: 60, noise: 10 },
  { name: "sine, high, glide, noise at 20 dB", low: 67, glide: 0.08, legato: true, noise: 20 },
  { name: "voice, bass", low: 40, voice: true },
  { name: "voice, bass, noise at 20 dB", low: 41, voice: true, noise: 20 },
  { name: "voice, baritone, vibrato", low: 45, voice: true, vibrato: 0.4, noise: 20 },
  { name: "voice, tenor, glide", low: 48, voice: true, glide: 0.07, legato: true },
  { name: "voice, tenor, noise at 10 dB", low: 50, voice: true, noise: 10 },
  { name: "voice, alto, repeated", low: 55, voice: true, repeats: true, noise: 20 },
  { name: "voice, alto, flat by 0.3", low: 55, voice: true, off: -0.3, legato: true },
  { name: "voice, soprano, vibrato", low: 62, voice: true, vibrato: 0.6, legato: true },
  { name: "voice, soprano, noise at 10 dB", low: 64, voice: true, noise: 10, vibrato: 0.3 },
  { name: "voice, high, repeated, glide", low: 67, voice: true, repeats: true, glide: 0.05 },
  { name: "voice, 44.1 kHz", low: 52, voice: true, vibrato: 0.3, rate: 44_100 },
  { name: "voice, 48 kHz, noise at 10 dB", low: 57, voice: true, noise: 10, rate: 48_000 },
];

export interface Sung {
  readonly samples: Float32Array;
  readonly rate: number;
  readonly notes: readonly TrueNote[];
}

const RATE = 24_000;
const REST = 0.25; // seconds before and after
const SCALE = [0, 2, 4, 5, 7, 9, 11, 12];
const NOTES = 14;
const FORMANTS = [600, 1_100, 2_600]; // Hz

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let word = Math.imul(state ^ (state >>> 15), 1 | state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function sing(singer: Singer, seed: number): Sung {
  const draw = dice(seed);
  const rate = singer.rate ?? RATE;
  const notes = melody(singer, draw);
  const samples = new Float32Array(Math.round(((notes.at(-1)?.end ?? 0) + REST) * rate));
  let [phase, last] = [0, notes[0]?.pitch ?? 0];
  const unrest = wander(draw);
  for (const [index, note] of notes.entries()) {
    const loud = 0.12 + 0.12 * draw();
    const joins = singer.legato === true && notes[index + 1]?.start === note.end;
    const joined = singer.legato === true && notes[index - 1]?.end === note.start;
    const to = Math.round(note.end * rate);
    for (let at = Math.round(note.start * rate); at < to; at += 1) {
      const inside = at / rate - note.start;
      const pitch = pitchWithin(singer, note.pitch, last, inside) + unrest();
      phase += hertzOf(pitch) / rate;
      const level = loud * swell(inside, note.end - note.start, joined, joins);
      samples[at] = level * (singer.voice ? voiced(phase, hertzOf(pitch)) : sine(phase));
    }
    last = note.pitch;
  }
  return { samples: withNoise(samples, singer.noise, draw), rate, notes };
}

const sine = (phase: number): number => Math.sin(2 * Math.PI * phase);

function melody({ low, legato, repeats }: Singer, draw: () => number): TrueNote[] {
  const notes: TrueNote[] = [];
  let [at, step] = [REST, Math.floor(draw() * SCALE.length)];
  for (let index = 0; index < NOTES; index += 1) {
    const again = repeats && draw() < 0.5;
    const leap = (1 + Math.floor(draw() * 3)) * (draw() < 0.5 ? -1 : 1);
    if (!again) step = (step + leap + SCALE.length) % SCALE.length;
    const pitch = low + (SCALE[step] ?? 0);
    const isSame = pitch === notes.at(-1)?.pitch;
    if (index > 0 && (!legato || isSame)) at += 0.04 + 0.06 * draw();
    const length = 0.16 + 0.4 * draw();
    notes.push({ start: at, end: at + length, pitch });
    at = notes.at(-1)?.end ?? at;
  }
  return notes;
}

function pitchWithin(singer: Singer, pitch: number, last: number, inside: number): number {
  const { glide = 0, vibrato = 0, off = 0 } = singer;
  const gone = glide > 0 ? Math.min(1, inside / glide) : 1;
  const shakes = Math.min(1, inside / 0.2) * vibrato * Math.sin(2 * Math.PI * 5.6 * inside);
  return last + (pitch - last) * (0.5 - 0.5 * Math.cos(Math.PI * gone)) + shakes + off;
}

/** No voice keeps its pitch: a slow walk of some hundredths of a semitone. */
function wander(draw: () => number): () => number {
  let [count, aim, here] = [0, 0, 0];
  return () => {
    if (count % 1_000 === 0) aim = 0.16 * (draw() - 0.5);
    count += 1;
    here += (aim - here) / 800;
    return here;
  };
}

function swell(inside: number, length: number, joined: boolean, joins: boolean): number {
  const rise = joined ? 1 : Math.min(1, inside / 0.03);
  const fall = joins ? 1 : Math.min(1, (length - inside) / 0.04);
  return rise * fall;
}

/** A throat: harmonics that fall, and what the mouth makes of them. */
function voiced(phase: number, hertz: number): number {
  let sum = 0;
  for (let harmonic = 1; harmonic <= 14 && harmonic * hertz < 4_000; harmonic += 1) {
    const near = FORMANTS.map((formant) => 1 / (1 + ((harmonic * hertz - formant) / 180) ** 2));
    const mouth = 0.15 + near.reduce((a, b) => a + b);
    sum += (mouth / harmonic ** 0.7) * Math.sin(2 * Math.PI * harmonic * phase);
  }
  return 0.8 * sum;
}

/** White noise, so many decibels below the mean power of what sounds. */
function withNoise(samples: Float32Array, below: number | undefined, draw: () => number) {
  if (below === undefined) return samples;
  const sounding = samples.filter((sample) => sample !== 0);
  const power = sounding.reduce((sum, sample) => sum + sample * sample, 0) / sounding.length;
  const size = Math.sqrt(3 * power * 10 ** (-below / 10)); // of a draw from -size to size
  return samples.map((sample) => sample + size * (2 * draw() - 1));
}
