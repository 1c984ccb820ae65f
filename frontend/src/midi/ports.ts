/**
 * MIDI devices: asked for only on a click, listed with their state, watched as they come and go.
 */
import { type Curve, curved } from "./curve.ts";
import { parseMessage, type Played } from "./parse.ts";
import { Sustain } from "./sustain.ts";

/** How a device is listened to. */
export interface Manner {
  readonly channel: number | null; // 0-15; null for all of them
  readonly curve: Curve;
}

export type PortsState =
  | { readonly kind: "unsupported" }
  | { readonly kind: "unasked" }
  | { readonly kind: "denied" }
  | {
      readonly kind: "ready";
      readonly names: readonly { id: string; name: string }[];
      readonly chosen: string | null;
    };

export interface PortsHandlers {
  changed(state: PortsState): void;
  played(event: Played, stamp: number): void;
}

export class MidiPorts {
  state: PortsState;
  private readonly handlers: PortsHandlers;
  private access: MIDIAccess | null = null;
  private chosen: string | null = null;
  private manner: Manner;
  private readonly sustain = new Sustain();

  constructor(handlers: PortsHandlers, manner: Manner = { channel: null, curve: "linear" }) {
    this.handlers = handlers;
    this.manner = manner;
    this.state = "requestMIDIAccess" in navigator ? { kind: "unasked" } : { kind: "unsupported" };
  }

  /** Call inside a click. System-exclusive messages are never asked for. */
  async ask(): Promise<void> {
    if (this.state.kind === "unsupported" || this.access) return;
    try {
      this.access = await navigator.requestMIDIAccess({ sysex: false });
    } catch {
      this.become({ kind: "denied" });
      return;
    }
    this.access.onstatechange = () => this.list();
    this.list();
  }

  /** The devices that can be played. */
  get outputs(): MIDIOutput[] {
    return [...(this.access?.outputs.values() ?? [])].filter(({ state }) => state === "connected");
  }

  choose(id: string | null): void {
    this.list(id);
  }

  /** From now on; what sounds ends, for its channel may be none of ours any more. */
  listen(manner: Manner): void {
    this.release();
    this.manner = manner;
  }

  /** A device that is gone, or no longer listened to, cannot let go of its keys. */
  release(): void {
    for (const played of this.sustain.release()) this.handlers.played(played, performance.now());
  }

  private list(wished = this.chosen): void {
    if (!this.access) return;
    const all = [...this.access.inputs.values()];
    const inputs = all.filter((input) => input.state === "connected");
    const chosen = inputs.some((input) => input.id === wished) ? wished : (inputs[0]?.id ?? null);
    if (chosen !== this.chosen) this.release();
    this.chosen = chosen;
    for (const input of all) {
      input.onmidimessage = input.id === this.chosen ? (event) => this.hear(event) : null;
    }
    const names = inputs.map(({ id, name }) => ({ id, name: name || "Unnamed device" }));
    this.become({ kind: "ready", names, chosen: this.chosen });
  }

  private hear(event: MIDIMessageEvent): void {
    const { channel, curve } = this.manner;
    const heard = event.data && parseMessage(event.data);
    if (!heard || (channel !== null && heard.channel !== channel)) return;
    const shaped =
      heard.type === "on" ? { ...heard, velocity: curved(heard.velocity, curve) } : heard;
    for (const played of this.sustain.take(shaped)) this.handlers.played(played, event.timeStamp);
  }

  private become(state: PortsState): void {
    this.state = state;
    this.handlers.changed(state);
  }
}
