/** A first look at the events of a file: whether they can be read, and how many there are. */
import {
  boundTempo,
  counted,
  MAX_MAP,
  MAX_NOTES,
  MAX_SECONDS,
  MAX_TRACKS,
  tooLong,
} from "./limits.ts";
import { bigEndian } from "./numbers.ts";
import { broken, Refused } from "./refusing.ts";
import { walkChunks, walkEvents } from "./walk.ts";

// 40,000 begin and end the most notes there may be; half as many again for pedals and words.
const MAX_EVENTS = 60_000;
const MAX_TEMPO_EVENTS = 4 * MAX_MAP;
const DEFAULT_TEMPO_US = 500_000;
const TEMPO = 0x51;
const METER = 0x58;
const META_LENGTHS: Readonly<Record<number, number>> = { [TEMPO]: 3, 0x54: 5, [METER]: 4, 0x59: 2 };

type Change = readonly [tick: number, usPerQuarter: number];

interface Chunk {
  readonly events: number;
  readonly notes: number;
  readonly lastTick: number;
  readonly tempi: readonly Change[];
}

/** Throws `Refused` for what is not to be read; the header has been looked at. */
export function prescan(bytes: Uint8Array, division: number): void {
  const chunks: Chunk[] = [];
  let events = 0;
  for (const [start, stop] of walkChunks(bytes)) {
    const chunk = scan(bytes, start, stop, MAX_EVENTS - events);
    events += chunk.events;
    chunks.push(chunk);
    if (chunks.length > MAX_TRACKS + 1) {
      throw new Refused("too_many_tracks", `This file has more than ${MAX_TRACKS} tracks.`);
    }
  }
  if (chunks.length === 0) throw new Refused("no_tracks", "This MIDI file holds no track.");
  checkSize(chunks, division);
}

function scan(bytes: Uint8Array, start: number, stop: number, mostEvents: number): Chunk {
  let [events, notes, lastTick] = [0, 0, 0];
  const tempi: Change[] = [];
  for (const { tick, status, kind, at, size } of walkEvents(bytes, start, stop)) {
    events += 1;
    if (events > mostEvents) {
      const words = `This file has more than ${counted(MAX_EVENTS)} events.`;
      throw new Refused("too_many_events", words);
    }
    if (status < 0xf0) {
      lastTick = tick;
      if (status >> 4 === 0x9 && (bytes[at + 1] as number) > 0) notes += 1;
    } else if (kind !== null) {
      const body = bytes.subarray(at, at + size);
      checkMeta(kind, body);
      if (kind === TEMPO) tempi.push([tick, bigEndian(body)]);
    }
  }
  return { events, notes, lastTick, tempi };
}

function checkMeta(kind: number, body: Uint8Array): void {
  if (body.length !== (META_LENGTHS[kind] ?? body.length)) throw broken();
  if (kind === TEMPO && bigEndian(body) === 0) {
    const words = "This file has a tempo of zero, at which time stands still.";
    throw new Refused("bad_tempo", words);
  }
  if (kind === METER && (body[0] === 0 || (body[1] as number) > 6)) {
    throw new Refused("bad_meter", "This file has a time signature that cannot be.");
  }
}

function checkSize(chunks: readonly Chunk[], division: number): void {
  const notes = chunks.reduce((sum, chunk) => sum + chunk.notes, 0);
  if (notes > MAX_NOTES) {
    const limit = `the limit is ${counted(MAX_NOTES)}. Try exporting fewer tracks.`;
    throw new Refused("too_many_notes", `This file has ${counted(notes)} notes; ${limit}`);
  }
  if (notes === 0) throw new Refused("no_notes", "This MIDI file holds no notes.");
  const tempi = chunks.flatMap((chunk) => chunk.tempi);
  if (tempi.length > MAX_TEMPO_EVENTS) {
    const limit = `the limit is ${counted(MAX_MAP)}. Try a part of it.`;
    const words = `This file changes its tempo ${counted(tempi.length)} times; ${limit}`;
    throw new Refused("bad_map", words);
  }
  const lastTick = Math.max(...chunks.map((chunk) => chunk.lastTick));
  const seconds = secondsOf(lastTick, tempi.toSorted(inTime), division);
  if (seconds > MAX_SECONDS) throw new Refused("too_long", tooLong(seconds));
}

const inTime = (a: Change, b: Change): number => a[0] - b[0] || a[1] - b[1];

/** How long the song will last, in which no tempo is beyond the bounds. */
function secondsOf(lastTick: number, tempi: readonly Change[], division: number): number {
  let [elapsed, here, tempo] = [0, 0, DEFAULT_TEMPO_US];
  for (const [tick, us] of tempi) {
    if (tick >= lastTick) break;
    elapsed += (tick - here) * tempo;
    here = tick;
    tempo = boundTempo(us);
  }
  return (elapsed + (lastTick - here) * tempo) / division / 1e6;
}

