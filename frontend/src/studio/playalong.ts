/** A MIDI device that plays along: what the loudspeaker gets goes down the wire too. */
import type { MidiLine } from "../midi/line.ts";
import { type Message, type Output, PAN, type Pulse, VOLUME } from "../playback/output.ts";
import type { Loudspeaker } from "./studio.ts";

const DRUMS = 9; // channel
const SIXTEENTH = 240; // ticks

export class PlayAlong implements Loudspeaker {
  clocked = false; // whether MIDI's clock is sent
  private readonly here: Loudspeaker;
  private readonly line: MidiLine;
  private readonly wires = new Map<number, number>(); // our channel -> the device's

  constructor(here: Loudspeaker, line: MidiLine) {
    this.here = here;
    this.line = line;
  }

  now = (): number => this.here.now();
  wake = (): Promise<void> => this.here.wake();
  timeOf = (stamp: number): number => this.here.timeOf(stamp);

  send(message: Message, at: number): void {
    this.here.send(message, at);
    if (message.type === "click") return;
    if (message.type === "program") this.patch(message.channel, message.drums);
    if (!this.line.open) return;
    const bytes = bytesOf(message, this.wire(message.channel));
    if (bytes) this.line.send(bytes, at);
  }

  silence(): void {
    this.here.silence();
    this.line.silence();
  }

  flush: Output["flush"] = (after) => {
    this.here.flush(after);
    this.line.flush(after);
  };

  keepTime(pulse: Pulse, at: number): void {
    if (!this.line.open || !this.clocked) return;
    for (const bytes of timeBytes(pulse)) this.line.send(bytes, at);
  }

  /** Drums have a channel of their own there. */
  private patch(channel: number, drums: boolean): void {
    if (drums) this.wires.set(channel, DRUMS);
    else if (this.wires.get(channel) === DRUMS) this.wires.delete(channel);
  }

  /** Fifteen channels are for tunes; with more tracks some share one. */
  private wire(channel: number): number {
    const known = this.wires.get(channel);
    if (known !== undefined) return known;
    const tunes = [...this.wires.values()].filter((wire) => wire !== DRUMS).length % 15;
    const wire = tunes < DRUMS ? tunes : tunes + 1;
    this.wires.set(channel, wire);
    return wire;
  }
}

function bytesOf(message: Exclude<Message, { type: "click" }>, wire: number): number[] | null {
  if (message.type === "on") return [0x90 | wire, message.pitch, message.velocity];
  if (message.type === "off") return [0x80 | wire, message.pitch, 0];
  if (message.type === "volume") return [0xb0 | wire, VOLUME, message.value];
  if (message.type === "pan") return [0xb0 | wire, PAN, message.value];
  return message.drums ? null : [0xc0 | wire, message.program];
}

/** The clock's messages; from the middle of a song it says where that is. */
function timeBytes(pulse: Pulse): number[][] {
  if (pulse.type === "pulse") return [[0xf8]];
  if (pulse.type === "cease") return [[0xfc]];
  if (pulse.tick === 0) return [[0xfa]];
  const place = Math.min(0x3fff, Math.round(pulse.tick / SIXTEENTH));
  return [[0xf2, place & 0x7f, place >> 7], [0xfb]];
}
