/** The picker of MIDI keyboards, one sentence for each state it can be in. */
import { MidiPorts, type PortsState } from "../midi/ports.ts";
import type { Elements } from "./elements.ts";
import { button, make } from "./page.ts";

const LIT_MS = 150;
const NO_MIDI =
  "This browser has no MIDI. Chrome, Edge and Firefox have it; the piano here works everywhere.";
const BLOCKED = "MIDI is blocked. Allow it in the site settings beside the address bar, then ";
const NONE = "No MIDI keyboard found. Plug one in: it appears here by itself.";

export function bindDevices({ devices, keyboard }: Pick<Elements, "devices" | "keyboard">): void {
  let fading: ReturnType<typeof setTimeout> | undefined;
  const ports = new MidiPorts({
    changed: (state) => devices.replaceChildren(...words(state, ports)),
    played(event, stamp) {
      if (event.type === "on") keyboard.press(event.pitch, event.velocity, stamp);
      else keyboard.release(event.pitch, stamp);
      devices.classList.add("active");
      clearTimeout(fading);
      fading = setTimeout(() => devices.classList.remove("active"), LIT_MS);
    },
  });
  devices.replaceChildren(...words(ports.state, ports));
}

function words(state: PortsState, ports: MidiPorts): (Node | string)[] {
  const connect = (label: string): HTMLButtonElement => button(label, {}, () => void ports.ask());
  if (state.kind === "unsupported") return [NO_MIDI];
  if (state.kind === "unasked") return [connect("Connect a MIDI keyboard")];
  if (state.kind === "denied") return [BLOCKED, connect("try again")];
  if (state.names.length === 0) return [NONE];
  const lamp = make("span", { class: "lamp", "aria-hidden": "true" });
  return [chooser(state, (id) => ports.choose(id)), lamp];
}

function chooser(
  state: PortsState & { kind: "ready" },
  choose: (id: string) => void,
): HTMLSelectElement {
  const select = make("select", { "aria-label": "MIDI keyboard" });
  select.append(...state.names.map(({ id, name }) => make("option", { value: id }, name)));
  select.value = state.chosen ?? "";
  select.addEventListener("change", () => choose(select.value));
  return select;
}
