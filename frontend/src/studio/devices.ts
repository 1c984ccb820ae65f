/**
 * MIDI devices: which one is played and how it is listened to, which one plays along, and a lamp
 * for what comes in.
 */
import { type Curve, isCurve } from "../midi/curve.ts";
import type { MidiLine } from "../midi/line.ts";
import { type Manner, MidiPorts, type PortsState } from "../midi/ports.ts";
import type { Elements } from "./elements.ts";
import { button, make, remember, remembered } from "./page.ts";
import type { PlayAlong } from "./playalong.ts";

const LIT_MS = 150;
const NO_MIDI =
  "This browser has no MIDI. Chrome, Edge and Firefox have it; the piano here works everywhere.";
const BLOCKED = "MIDI is blocked. Allow it in the site settings beside the address bar, then ";
const NONE = "No MIDI keyboard found. Plug one in: it appears here by itself.";

type Places = Pick<
  Elements,
  | "devices"
  | "keyboard"
  | "midiState"
  | "midiChoices"
  | "midiChannel"
  | "midiCurve"
  | "midiOut"
  | "midiClock"
>;

/** What devices play along with. */
export interface Wire {
  readonly along: PlayAlong;
  readonly line: MidiLine;
}

export function bindDevices(page: Places, wire: Wire): void {
  const { devices, keyboard, midiState } = page;
  let fading: ReturnType<typeof setTimeout> | undefined;
  const light = (): void => {
    for (const place of [devices, midiState]) place.classList.add("active");
    clearTimeout(fading);
    fading = setTimeout(() => {
      for (const place of [devices, midiState]) place.classList.remove("active");
    }, LIT_MS);
  };
  const ports = new MidiPorts({
    changed(state) {
      show(page, state, ports);
      listOut(page, ports, wire);
    },
    played(event, stamp) {
      if (event.type === "on") keyboard.press(event.pitch, event.velocity, stamp);
      else keyboard.release(event.pitch, stamp);
      light();
    },
  });
  bindManner(page, ports);
  bindOut(page, ports, wire);
  show(page, ports.state, ports);
  // Nobody sees here what is still held.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) ports.release();
  });
}

function bindManner({ midiChannel, midiCurve }: Places, ports: MidiPorts): void {
  const listen = (): void => ports.listen(mannerOf(midiChannel.value, midiCurve.value));
  midiChannel.value = remembered("midi-channel", "");
  midiCurve.value = remembered<Curve>("midi-curve", "linear");
  for (const [field, key] of [
    [midiChannel, "midi-channel"],
    [midiCurve, "midi-curve"],
  ] as const)
    field.addEventListener("change", () => {
      remember(key, field.value);
      listen();
    });
  listen();
}

function mannerOf(channel: string, curve: string): Manner {
  return {
    channel: channel === "" ? null : Number(channel) - 1,
    curve: isCurve(curve) ? curve : "linear",
  };
}

function show(page: Places, state: PortsState, ports: MidiPorts): void {
  const { devices, midiState, midiChoices } = page;
  devices.replaceChildren(...words(state, ports));
  const ready = state.kind === "ready" ? state : null;
  midiChoices.hidden = !ready;
  const name = ready?.names.find(({ id }) => id === ready.chosen)?.name;
  midiState.hidden = !ready;
  midiState.replaceChildren(lamp(), name ?? "no MIDI keyboard");
}

const lamp = (): HTMLElement => make("span", { class: "lamp", "aria-hidden": "true" });

function words(state: PortsState, ports: MidiPorts): (Node | string)[] {
  const connect = (label: string): HTMLButtonElement => button(label, {}, () => void ports.ask());
  if (state.kind === "unsupported") return [NO_MIDI];
  if (state.kind === "unasked") return [connect("Connect a MIDI keyboard")];
  if (state.kind === "denied") return [BLOCKED, connect("try again")];
  if (state.names.length === 0) return [NONE];
  return [chooser(state, (id) => ports.choose(id)), lamp()];
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

function bindOut(page: Places, ports: MidiPorts, wire: Wire): void {
  const { midiOut, midiClock } = page;
  midiOut.addEventListener("change", () => connectOut(page, ports, wire));
  midiClock.addEventListener("change", () => (wire.along.clocked = midiClock.checked));
}

/** The devices that can play along, as they come and go. */
function listOut(page: Places, ports: MidiPorts, wire: Wire): void {
  const { midiOut } = page;
  const there = ports.outputs;
  const before = midiOut.value;
  midiOut.replaceChildren(
    make("option", { value: "" }, "none"),
    ...there.map(({ id, name }) => make("option", { value: id }, name || "Unnamed device")),
  );
  midiOut.value = there.some(({ id }) => id === before) ? before : "";
  connectOut(page, ports, wire);
}

function connectOut({ midiOut, midiClock }: Places, ports: MidiPorts, { line }: Wire): void {
  line.connect(ports.outputs.find(({ id }) => id === midiOut.value) ?? null);
  midiClock.disabled = !line.open;
}
