/** Bytes from a MIDI device -> what was played. Pure. */

export type Played =
  | {
      readonly type: "on";
      readonly channel: number;
      readonly pitch: number;
      readonly velocity: number;
    }
  | { readonly type: "off"; readonly channel: number; readonly pitch: number };

export interface Pedal {
  readonly type: "pedal";
  readonly channel: number;
  readonly down: boolean;
}

const SUSTAIN = 64; // controller

/** The note or pedal in a message, or null for anything else (clocks, and what is broken). */
export function parseMessage(data: Uint8Array): Played | Pedal | null {
  const [status, first, second] = data;
  if (
    status === undefined ||
    first === undefined ||
    second === undefined ||
    first > 127 ||
    second > 127
  )
    return null;
  const channel = status & 0x0f;
  const kind = status & 0xf0;
  if (kind === 0x90 && second > 0) return { type: "on", channel, pitch: first, velocity: second };
  if (kind === 0x80 || kind === 0x90) return { type: "off", channel, pitch: first };
  if (kind === 0xb0 && first === SUSTAIN) return { type: "pedal", channel, down: second >= 64 };
  return null;
}
