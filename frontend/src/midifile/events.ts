/** The events of a MIDI file at their ticks, out of all its chunks. */
import { META, walkChunks, walkEvents } from "./walk.ts";

export const NOTE_OFF = 0x8;
export const NOTE_ON = 0x9;
export const KEY_PRESSURE = 0xa;
export const CONTROL = 0xb;
export const PROGRAM = 0xc;
export const PRESSURE = 0xd;
export const BEND = 0xe;

/** At its tick, counted from the start; `place` orders those of one tick in a chunk. */
export interface Event {
  tick: number; // a release may wait for the pedal
  readonly chunk: number;
  readonly place: number;
  readonly status: number;
  readonly first: number; // pitch, controller, program, or the kind of a meta event
  readonly second: number; // velocity or value
  readonly body: Uint8Array; // of a meta event
}

export const NO_BODY = new Uint8Array();

/** The upper half of the status of what a channel is told; 0 for a meta event. */
export const kindOf = ({ status }: Event): number => (status === META ? 0 : status >> 4);
export const channelOf = ({ status }: Event): number => status & 0xf;
export const isMeta = ({ status, first }: Event, kind: number): boolean =>
  status === META && first === kind;

/** Whether a note begins: at velocity 0 one ends. */
export const strikes = (event: Event): boolean => kindOf(event) === NOTE_ON && event.second > 0;
export const releases = (event: Event): boolean =>
  kindOf(event) === NOTE_OFF || (kindOf(event) === NOTE_ON && event.second === 0);

/** Chunk by chunk; exclusive messages have nothing for us. */
export function readEvents(bytes: Uint8Array): Event[] {
  const events: Event[] = [];
  let chunk = 0;
  for (const [start, stop] of walkChunks(bytes)) {
    let place = 0;
    for (const { tick, status, kind, at, size } of walkEvents(bytes, start, stop)) {
      const first = kind ?? (bytes[at] as number);
      const second = kind === null && size > 1 ? (bytes[at + 1] as number) : 0;
      const body = kind === null ? NO_BODY : bytes.subarray(at, at + size);
      if (kind !== null || status < 0xf0) {
        events.push({ tick, chunk, place, status, first, second, body });
      }
      place += 1;
    }
    chunk += 1;
  }
  return events;
}

/** As they are heard; those of one tick as the chunks have them. */
export const inOrder = (a: Event, b: Event): number => a.tick - b.tick || a.place - b.place;
