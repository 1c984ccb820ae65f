/**
 * MIDI devices: asked for only on a click, listed with their state, watched as they come and go.
 */
import { parseMessage, type Played } from "./parse.ts";

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
  // Notes of the chosen device that sound, with their release.
  private readonly held = new Map<string, Played>();

  constructor(handlers: PortsHandlers) {
    this.handlers = handlers;
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

  choose(id: string | null): void {
    this.list(id);
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
    const played = event.data && parseMessage(event.data);
    if (!played) return;
    const key = `${played.channel} ${played.pitch}`;
    if (played.type === "on")
      this.held.set(key, { type: "off", channel: played.channel, pitch: played.pitch });
    else this.held.delete(key);
    this.handlers.played(played, event.timeStamp);
  }

  /** A device that is gone, or no longer listened to, cannot let go of its keys. */
  private release(): void {
    const held = [...this.held.values()];
    this.held.clear();
    for (const played of held) this.handlers.played(played, performance.now());
  }

  private become(state: PortsState): void {
    this.state = state;
    this.handlers.changed(state);
  }
}
