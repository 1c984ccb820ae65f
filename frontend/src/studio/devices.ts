/** The picker of MIDI keyboards, one sentence for each state it can be in. */
import type { SongKeyboard } from "../keyboard/element.ts";
import { MidiPorts, type PortsState } from "../midi/ports.ts";
import { button, byId, make } from "./page.ts";

export function bindDevices(keyboard: SongKeyboard): void {
  const box = byId("devices");
  let fading: ReturnType<typeof setTimeout> | undefined;
  const ports = new MidiPorts({
    changed: (state) => show(state),
    played(event, stamp) {
      if (event.type === "on") keyboard.press(event.pitch, event.velocity, stamp);
      else keyboard.release(event.pitch, stamp);
      box.classList.add("active");
      clearTimeout(fading);
      fading = setTimeout(() => box.classList.remove("active"), 150);
    },
  });
  const connect = (label: string): HTMLButtonElement => button(label, {}, () => void ports.ask());
  const show = (state: PortsState): void => {
    if (state.kind === "unsupported")
      box.replaceChildren(
        "This browser has no MIDI. Chrome, Edge and Firefox have it; the piano here works " +
          "everywhere.",
      );
    else if (state.kind === "unasked") box.replaceChildren(connect("Connect a MIDI keyboard"));
    else if (state.kind === "denied") {
      box.replaceChildren(
        "MIDI is blocked. Allow it in the site settings beside the address bar, then ",
        connect("try again"),
      );
    } else if (state.names.length === 0)
      box.replaceChildren("No MIDI keyboard found. Plug one in: it appears here by itself.");
    else
      box.replaceChildren(
        chooser(state, (id) => ports.choose(id)),
        make("span", { class: "lamp", "aria-hidden": "true" }),
      );
  };
  show(ports.state);
}

function chooser(state: PortsState & { kind: "ready" }, choose: (id: string) => void): HTMLElement {
  const select = make("select", { "aria-label": "MIDI keyboard" });
  select.append(...state.names.map(({ id, name }) => make("option", { value: id }, name)));
  select.value = state.chosen ?? "";
  select.addEventListener("change", () => choose(select.value));
  return select;
}
