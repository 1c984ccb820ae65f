import { isBlack, pitchLabel, pitchName } from "../music/words.ts";
import { damp, strike } from "../playback/live.ts";
import { sound } from "../playback/sound.ts";
import { styledShadow } from "../screen/shadow.ts";
import { KEYBOARD_DEFAULTS, type KeyboardState, letterOf } from "./letters.ts";
import { style } from "./style.ts";
import { bindTyping } from "./typing.ts";

const LEAST_SECONDS = 0.12;

export interface KeyboardNote {
  readonly pitch: number;
  readonly velocity: number; // 1-127
  readonly stamp: number; // milliseconds, as in performance.now()
}

/**
 * <song-keyboard first="48" octaves="2" computer-keys> is a piano that sounds.
 *
 * Attributes: `first` lowest pitch (a C), `octaves`, `computer-keys` (A W S E D … play, Z X octave,
 *   C V velocity).
 * Properties: `program` (General MIDI), `drums`. Methods: `press(pitch, velocity, stamp)`,
 *   `release(pitch, stamp)` for other sources
 * such as MIDI devices; `light(pitches)` shows keys as held without sounding them.
 * Events, bubbling: `noteon`, `noteoff` (detail: KeyboardNote), `keyschange` (detail: octave base
 *   and velocity of the computer keys).
 * Mouse, touch with several fingers, sliding over keys; with the keyboard: arrows choose a key,
 * Enter or Space plays it.
 */
export class SongKeyboard extends HTMLElement {
  static observedAttributes = ["first", "octaves", "computer-keys"];

  program = 0;
  drums = false;
  private readonly keys = document.createElement("div");
  private readonly fingers = new Map<number, number>(); // pointer id -> pitch
  private readonly held = new Map<number, number>(); // pitch -> how many hold it
  private readonly began = new Map<number, number>(); // pitch -> seconds on the audio clock
  private typed: number | null = null; // the pitch that Enter or Space holds
  private typing: KeyboardState = KEYBOARD_DEFAULTS;
  private lit: ReadonlySet<number> = new Set();
  private unbind: () => void = () => {};

  constructor() {
    super();
    const root = styledShadow(this, style);
    this.keys.className = "keys";
    this.keys.setAttribute("role", "group");
    this.keys.setAttribute("aria-label", "Piano keys");
    root.append(this.keys);
    this.keys.addEventListener("pointerdown", (event) => this.touch(event));
    this.keys.addEventListener("pointermove", (event) => this.slide(event));
    for (const name of ["pointerup", "pointercancel"] as const) {
      this.keys.addEventListener(name, (event) => this.lift(event));
    }
    this.keys.addEventListener("keydown", (event) => this.key(event));
    this.keys.addEventListener("keyup", (event) => this.keyUp(event));
    // The key that comes up elsewhere is not heard here.
    this.keys.addEventListener("focusout", () => this.letGo(performance.now()));
  }

  connectedCallback(): void {
    this.build();
    const handlers = {
      on: (pitch: number, velocity: number, stamp: number) => this.press(pitch, velocity, stamp),
      off: (pitch: number, stamp: number) => this.release(pitch, stamp),
      changed: (state: KeyboardState) => this.retype(state),
    };
    this.unbind = bindTyping(handlers, () => this.hasAttribute("computer-keys"));
  }

  disconnectedCallback(): void {
    this.unbind();
    for (const pitch of [...this.held.keys()]) this.release(pitch, performance.now());
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.build();
  }

  press(pitch: number, velocity: number, stamp: number): void {
    this.held.set(pitch, (this.held.get(pitch) ?? 0) + 1);
    this.sing(pitch, velocity);
    this.show(pitch);
    this.tell("noteon", { pitch, velocity, stamp });
  }

  release(pitch: number, stamp: number): void {
    const count = this.held.get(pitch);
    if (!count) return;
    if (count > 1) {
      this.held.set(pitch, count - 1);
      return;
    }
    this.held.delete(pitch);
    // The very first tap may end before the audio clock runs: it is heard all the same.
    const at = Math.max(sound.now(), (this.began.get(pitch) ?? 0) + LEAST_SECONDS);
    damp(sound, pitch, at);
    this.show(pitch);
    this.tell("noteoff", { pitch, velocity: 0, stamp });
  }

  light(pitches: ReadonlySet<number>): void {
    const before = this.lit;
    this.lit = pitches;
    for (const pitch of new Set([...before, ...pitches])) this.show(pitch);
  }

  private sing(pitch: number, velocity: number): void {
    void sound.wake();
    this.began.set(pitch, sound.now());
    strike(sound, this, pitch, velocity);
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }

  private retype(state: KeyboardState): void {
    this.typing = state;
    this.build();
    this.tell("keyschange", state);
  }

  private get first(): number {
    return Number(this.getAttribute("first") ?? 48);
  }

  private build(): void {
    const count = Number(this.getAttribute("octaves") ?? 2) * 12 + 1;
    const pitches = Array.from({ length: count }, (_, index) => this.first + index).filter(
      (pitch) => pitch <= 127,
    );
    const whites = pitches.filter((pitch) => !isBlack(pitch)).length;
    let passed = 0;
    this.keys.replaceChildren(
      ...pitches.map((pitch) => {
        const key = this.makeKey(pitch);
        if (!isBlack(pitch)) passed += 1;
        else {
          key.style.insetInlineStart = `${((passed - 0.32) / whites) * 100}%`;
          key.style.inlineSize = `${(0.64 / whites) * 100}%`;
        }
        return key;
      }),
    );
    this.button(Math.min(this.first + 12, this.first + count - 1))?.setAttribute("tabindex", "0");
  }

  private makeKey(pitch: number): HTMLButtonElement {
    const key = document.createElement("button");
    key.type = "button";
    key.tabIndex = -1;
    key.className = isBlack(pitch) ? "black" : "white";
    key.dataset["pitch"] = String(pitch);
    key.setAttribute("aria-label", isBlack(pitch) ? pitchName(pitch) : pitchLabel(pitch));
    if (this.hasAttribute("computer-keys")) key.dataset["letter"] = letterOf(pitch, this.typing);
    if (pitch % 12 === 0) key.append(pitchLabel(pitch));
    if (this.held.has(pitch) || this.lit.has(pitch)) key.classList.add("held");
    return key;
  }

  private button(pitch: number): HTMLButtonElement | null {
    return this.keys.querySelector(`[data-pitch="${pitch}"]`);
  }

  private show(pitch: number): void {
    this.button(pitch)?.classList.toggle("held", this.held.has(pitch) || this.lit.has(pitch));
  }

  private under(event: PointerEvent): { pitch: number; velocity: number } | null {
    const key = this.shadowRoot
      ?.elementFromPoint(event.clientX, event.clientY)
      ?.closest<HTMLElement>("[data-pitch]");
    if (!key) return null;
    const box = key.getBoundingClientRect();
    // Struck near its end a key sounds louder, as on the instruments children know.
    const depth = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
    return { pitch: Number(key.dataset["pitch"]), velocity: Math.round(60 + 50 * depth) };
  }

  private touch(event: PointerEvent): void {
    const hit = this.under(event);
    if (!hit || event.button !== 0) return;
    if (event.target instanceof Element) event.target.releasePointerCapture?.(event.pointerId);
    this.fingers.set(event.pointerId, hit.pitch);
    this.keys.setPointerCapture(event.pointerId);
    this.press(hit.pitch, hit.velocity, event.timeStamp);
  }

  private slide(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (before === undefined) return;
    const hit = this.under(event);
    if (!hit || hit.pitch === before) return;
    this.release(before, event.timeStamp);
    this.fingers.set(event.pointerId, hit.pitch);
    this.press(hit.pitch, hit.velocity, event.timeStamp);
  }

  private lift(event: PointerEvent): void {
    const pitch = this.fingers.get(event.pointerId);
    if (pitch === undefined) return;
    this.fingers.delete(event.pointerId);
    this.release(pitch, event.timeStamp);
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const pitch = Number(target.dataset["pitch"]);
    const step: Record<string, number> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: 12,
      ArrowDown: -12,
    };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (event.repeat || this.held.has(pitch)) return;
      this.typed = pitch;
      this.press(pitch, this.typing.velocity, event.timeStamp);
      return;
    }
    const next = step[event.key] ? this.button(pitch + (step[event.key] as number)) : null;
    if (!next || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  private keyUp(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault(); // or the release would click the button
    this.letGo(event.timeStamp);
  }

  private letGo(stamp: number): void {
    if (this.typed !== null) this.release(this.typed, stamp);
    this.typed = null;
  }
}

if (!customElements.get("song-keyboard")) customElements.define("song-keyboard", SongKeyboard);
