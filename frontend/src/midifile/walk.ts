/** A walk over the bytes of a MIDI file, event by event, as `midi_events.py` makes it. */
import { beginsWith, bigEndian } from "./numbers.ts";
import { broken, Refused } from "./refusing.ts";

export const META = 0xff;
// By the upper half of the status byte.
const DATA_BYTES: Readonly<Record<number, number>> = {
  8: 2,
  9: 2,
  10: 2,
  11: 2,
  12: 1,
  13: 1,
  14: 2,
};

export interface Walked {
  readonly tick: number;
  readonly status: number;
  readonly kind: number | null; // of a meta event
  readonly at: number; // where its body begins
  readonly size: number;
}

/** Start and end of the body of every track chunk. */
export function* walkChunks(bytes: Uint8Array): Generator<readonly [start: number, stop: number]> {
  let at = 8 + bigEndian(bytes.subarray(4, 8));
  while (at + 8 <= bytes.length) {
    const start = at + 8;
    at = start + bigEndian(bytes.subarray(at + 4, start));
    if (at > bytes.length) {
      throw new Refused(
        "cut_short",
        "This MIDI file is shorter than it says: it seems to be cut off.",
      );
    }
    if (beginsWith(bytes, "MTrk", start - 8)) yield [start, at];
  }
}

/** The events of a track chunk: on past an end of track, up to the end of the chunk. */
export function* walkEvents(bytes: Uint8Array, start: number, stop: number): Generator<Walked> {
  let at = start;
  let tick = 0;
  let running = 0;
  while (at < stop) {
    const [delta, after] = variable(bytes, at, stop);
    at = after;
    tick += delta;
    let status = running;
    if (at < stop && (bytes[at] as number) >= 0x80) {
      status = bytes[at] as number;
      at += 1;
    }
    const body = bodyOf(bytes, status, at, stop);
    if (body.at + body.size > stop) throw broken();
    yield { tick, status, ...body };
    at = body.at + body.size;
    if (status !== META) running = status < 0xf0 ? status : 0;
  }
}

/** What an event holds whose status has been read. */
function bodyOf(
  bytes: Uint8Array,
  status: number,
  at: number,
  stop: number,
): Pick<Walked, "kind" | "at" | "size"> {
  if (status >= 0x80 && status < 0xf0) {
    const size = DATA_BYTES[status >> 4] as number;
    const body = bytes.subarray(at, at + size);
    if (at + size > stop || body.some((byte) => byte > 0x7f)) throw broken();
    return { kind: null, at, size };
  }
  if (status === META && at < stop) {
    const [size, body] = variable(bytes, at + 1, stop);
    return { kind: bytes[at] as number, at: body, size };
  }
  if (status === 0xf0 || status === 0xf7) {
    const [size, body] = variable(bytes, at, stop);
    return { kind: null, at: body, size };
  }
  throw broken();
}

/** A variable-length number of at most 4 bytes, and the place after it. */
function variable(bytes: Uint8Array, at: number, stop: number): [value: number, after: number] {
  let value = 0;
  for (let place = at; place < Math.min(at + 4, stop); place += 1) {
    const byte = bytes[place] as number;
    value = (value << 7) | (byte & 0x7f);
    if (byte < 0x80) return [value, place + 1];
  }
  throw broken();
}
