/**
 * A song as a Standard MIDI File of type 1 at 960 ticks a quarter: byte for byte what the server
 * writes (`generation/music/midi.py`).
 */
import { type Song, TICKS_PER_QUARTER, type Track } from "../music/song.ts";
import { MARKER } from "./chordmarks.ts";

interface Timed {
  readonly tick: number;
  readonly rank: number; // among the events of that tick
  readonly event: readonly number[];
}

const DRUM_CHANNEL = 9;
const MELODIC_CHANNELS = Array.from({ length: 16 }, (_, channel) => channel).filter(
  (channel) => channel !== DRUM_CHANNEL,
);
const META = 0xff;
const END_OF_TRACK = [0, META, 0x2f, 0];
const UTF8 = new TextEncoder();

export function writeMidi(song: Song): Uint8Array<ArrayBuffer> {
  const chunks = [chunkOf(conductor(song))];
  let melodic = 0;
  for (const track of song.tracks) {
    const melody = MELODIC_CHANNELS[melodic % MELODIC_CHANNELS.length] as number;
    if (!track.drums) melodic += 1;
    chunks.push(chunkOf(eventsOf(track, track.drums ? DRUM_CHANNEL : melody)));
  }
  const head = [...word(1, 2), ...word(chunks.length, 2), ...word(TICKS_PER_QUARTER, 2)];
  return joined([part("MThd", head), ...chunks.map((chunk) => part("MTrk", chunk))]);
}

function conductor({ title, tempi, meters, chords }: Song): Timed[] {
  return [
    { tick: 0, rank: 0, event: meta(0x03, [...UTF8.encode(title)]) },
    ...tempi.map(({ tick, usPerQuarter }) => ({
      ...{ tick, rank: 1 },
      event: meta(0x51, word(usPerQuarter, 3)),
    })),
    // 24 clocks a click and 8 thirty-seconds a quarter, as everybody says.
    ...meters.map(({ tick, numerator, denominator }) => ({
      ...{ tick, rank: 1 },
      event: meta(0x58, [numerator, Math.log2(denominator), 24, 8]),
    })),
    ...chords.map(({ onset, symbol }) => ({
      ...{ tick: onset, rank: 1 },
      event: meta(MARKER, [...UTF8.encode(symbol)]),
    })),
  ];
}

function eventsOf(track: Track, channel: number): Timed[] {
  const { name, program, volume, pan, notes } = track;
  return [
    { tick: 0, rank: 0, event: meta(0x03, [...UTF8.encode(name)]) },
    // Before the first note, or players begin with a piano.
    { tick: 0, rank: 1, event: [0xc0 | channel, program] },
    { tick: 0, rank: 1, event: [0xb0 | channel, 7, volume] },
    { tick: 0, rank: 1, event: [0xb0 | channel, 10, pan] },
    // A note ends before another of its pitch begins on the same tick.
    ...notes.flatMap(({ onset, pitch, length, velocity }) => [
      { tick: onset + length, rank: 2, event: [0x80 | channel, pitch, 64] },
      { tick: onset, rank: 3, event: [0x90 | channel, pitch, velocity] },
    ]),
  ];
}

function chunkOf(timed: readonly Timed[]): number[] {
  const chunk: number[] = [];
  let now = 0;
  let running = 0;
  for (const { tick, event } of timed.toSorted((a, b) => a.tick - b.tick || a.rank - b.rank)) {
    const [status = 0] = event;
    // A status that is the same as the one before is not said again.
    chunk.push(...variable(tick - now), ...(status === running ? event.slice(1) : event));
    running = status === META ? 0 : status;
    now = tick;
  }
  return [...chunk, ...END_OF_TRACK];
}

const meta = (kind: number, body: readonly number[]): number[] => [
  ...[META, kind],
  ...variable(body.length),
  ...body,
];

/** A number in groups of seven bits, the highest first; all but the last are marked. */
function variable(value: number): number[] {
  const found = [value & 127];
  for (let rest = value >> 7; rest > 0; rest >>= 7) found.unshift((rest & 127) | 128);
  return found;
}

/** Big-endian. */
const word = (value: number, size: number): number[] =>
  Array.from({ length: size }, (_, place) => (value >> (8 * (size - 1 - place))) & 255);

const part = (name: string, body: readonly number[]): Uint8Array =>
  Uint8Array.from([...UTF8.encode(name), ...word(body.length, 4), ...body]);

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const bytes of parts) {
    whole.set(bytes, at);
    at += bytes.length;
  }
  return whole;
}
