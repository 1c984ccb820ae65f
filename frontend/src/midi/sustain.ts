/**
 * Keys and the sustain pedal: a note ends when both have let go of it, in what is heard and in what
 * is recorded.
 */
import type { Pedal, Played } from "./parse.ts";

type Off = Played & { readonly type: "off" };

const keyOf = ({ channel, pitch }: Played): string => `${channel} ${pitch}`;

export class Sustain {
  private readonly down = new Set<number>(); // channels
  private readonly keys = new Map<string, Off>(); // what is pressed, with its end
  private readonly ringing = new Map<string, Off>(); // what only the pedal holds

  /** What is to be played for it. */
  take(event: Played | Pedal): Played[] {
    if (event.type === "pedal") return this.press(event);
    const key = keyOf(event);
    if (event.type === "on") {
      const before = this.ringing.get(key);
      this.ringing.delete(key);
      this.keys.set(key, { type: "off", channel: event.channel, pitch: event.pitch });
      return before ? [before, event] : [event];
    }
    this.keys.delete(key);
    if (!this.down.has(event.channel)) return [event];
    this.ringing.set(key, event);
    return [];
  }

  /** The ends of all that sounds: keys and pedals are out of reach. */
  release(): Played[] {
    const ends = [...this.keys.values(), ...this.ringing.values()];
    for (const known of [this.down, this.keys, this.ringing]) known.clear();
    return ends;
  }

  private press({ channel, down }: Pedal): Played[] {
    if (down) {
      this.down.add(channel);
      return [];
    }
    this.down.delete(channel);
    const ends = [...this.ringing.values()].filter((end) => end.channel === channel);
    for (const end of ends) this.ringing.delete(keyOf(end));
    return ends;
  }
}
