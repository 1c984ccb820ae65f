/** Bytes from a MIDI device -> what was played. Pure. */

export type Played =
  | {
      readonly type: "on";
      readonly channel: number;
      readonly pitch: number;
      readonly velocity: number;
    }
  | { readonly type: "off"; readonly channel: number; readonly pitch: number };

/** The note in a message, or null for anything else (pedals, clocks, and what is broken). */
export function parseMessage(data: Uint8Array): Played | null {
  const [status, pitch, velocity] = data;
  if (
    status === undefined ||
    pitch === undefined ||
    velocity === undefined ||
    pitch > 127 ||
    velocity > 127
  )
    return null;
  const channel = status & 0x0f;
  const kind = status & 0xf0;
  if (kind === 0x90 && velocity > 0) return { type: "on", channel, pitch, velocity };
  if (kind === 0x80 || kind === 0x90) return { type: "off", channel, pitch };
  return null;
}
