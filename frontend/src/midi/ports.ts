/** MIDI devices: asked for only on a click, listed with their state, watched as they come and go. */
import { parseMessage, type Played } from "./parse.ts";

export type PortsState =
  | { readonly kind: "unsupported" }
  | { readonly kind: "unasked" }
  | { readonly kind: "denied" }
  | { readonly kind: "ready"; readonly names: readonly { id: string; name: string }[]; readonly chosen: string | null };

export interface PortsHandlers {
  changed(state: PortsState): void;
  played(event: Played, stamp: number): void;
}

export class MidiPorts {
  state: PortsState;
  private readonly handlers: PortsHandlers;
  private access: MIDIAccess | null = null;
  private chosen: string | null = null;

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
    this.chosen = id;
    this.list();
  }

  private list(): void {
    if (!this.access) return;
    const inputs = [...this.access.inputs.values()].filter((input) => input.state === "connected");
    if (!inputs.some((input) => input.id === this.chosen)) this.chosen = inputs[0]?.id ?? null;
    for (const input of inputs) {
      input.onmidimessage = input.id === this.chosen ? (event) => this.hear(event) : null;
    }
    const names = inputs.map(({ id, name }) => ({ id, name: name || "Unnamed device" }));
    this.become({ kind: "ready", names, chosen: this.chosen });
  }

  private hear(event: MIDIMessageEvent): void {
    const played = event.data && parseMessage(event.data);
    if (played) this.handlers.played(played, event.timeStamp);
  }

  private become(state: PortsState): void {
    this.state = state;
    this.handlers.changed(state);
  }
}
