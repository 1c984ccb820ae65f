import type { Edit } from "../music/edits.ts";
import { type Note, type Song, songEnd } from "../music/song.ts";
import { fitted, oncePerFrame } from "../screen/canvas.ts";
import { palette, type Palette, watchTheme } from "../screen/colours.ts";
import { styledShadow } from "../screen/shadow.ts";
import { drawMusic, drawOverlay } from "./draw.ts";
import type { RollHandle } from "./handle.ts";
import { bindPointers } from "./input.ts";
import { cursorWords, rollKey } from "./keypresses.ts";
import { makeScrollbars, placeScrollbars, viewOf } from "./scrollbars.ts";
import { defaults, type RollState, trackNotes } from "./state.ts";
import { style } from "./style.ts";
import { NoteTree } from "./tree.ts";
import { clamped, fitting, KEYS, revealing, zoomed, zoomedPitch } from "./view.ts";

export interface RollEdit extends Edit {
  readonly label: string;
}

const HELP =
  "Arrow keys move the cursor, Enter adds or removes a note, Shift with arrows selects, " +
  "Alt with arrows changes the length, " +
  "Control with arrows moves the note, Page Up and Page Down go by bars, " +
  "Escape leads to the tools, Tab leaves.";

/**
 * <piano-roll> shows a song and edits one of its tracks, by pointer or keyboard. It keeps no
 * history and makes no sound.
 *
 * Methods: `update(values)` changes what is shown (any fields of RollState); `fit()`, `reveal(tick,
 *   pitch)`, `zoom(factor)`, `zoomPitches(factor)`.
 * Property: `state` (to read). Attribute: `hint`, shown while the track is empty.
 * Events: `edit` (detail: RollEdit), `audition` (detail: {pitch, velocity}), `seek` (detail: tick),
 *   `loop` (detail: {start, end} | null),
 * `selection` (detail: notes), `say` (detail: text for a live region), `scrolled` (the user moved
 * the view).
 */
export class PianoRoll extends HTMLElement implements RollHandle {
  readonly state: RollState = defaults();
  private readonly surface = document.createElement("div");
  private readonly music = document.createElement("canvas");
  private readonly overlay = document.createElement("canvas");
  private readonly hint = document.createElement("p");
  private readonly scrollbars = makeScrollbars();
  private readonly tree = new NoteTree(this.surface, this);
  private colours: Palette | null = null;
  private base: Song = this.state.song; // without the preview of a gesture
  private byPointer = false;
  private quiet = false;
  private unbind: (() => void)[] = [];
  private readonly paintMusic = oncePerFrame(() => this.drawMusic());
  private readonly paintOverlay = oncePerFrame(() => this.drawOverlay());

  constructor() {
    super();
    const root = styledShadow(this, style);
    this.surface.className = "surface";
    this.surface.tabIndex = 0;
    this.surface.setAttribute("role", "application");
    this.surface.setAttribute("aria-roledescription", "piano roll");
    this.surface.setAttribute("aria-label", "Notes");
    this.surface.setAttribute("aria-description", HELP);
    this.overlay.className = "overlay";
    this.hint.className = "hint";
    for (const part of [this.music, this.overlay]) part.setAttribute("aria-hidden", "true");
    this.surface.append(this.music, this.overlay, this.hint);
    root.append(this.surface, this.scrollbars.down, this.scrollbars.across);
  }

  connectedCallback(): void {
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.surface);
    this.hint.textContent = this.getAttribute("hint") ?? "";
    this.surface.addEventListener("keydown", (event) => this.key(event));
    this.surface.addEventListener("pointerdown", () => (this.byPointer = true), { capture: true });
    this.surface.addEventListener("focus", () => this.focused());
    for (const bar of Object.values(this.scrollbars) as HTMLInputElement[])
      bar.addEventListener("input", () => this.slid());
    this.surface.addEventListener("wheel", () => this.tell("scrolled", null), { passive: true });
    this.unbind = [
      bindPointers(this, this.surface),
      () => observer.disconnect(),
      watchTheme(() => this.recolour()),
    ];
    this.resize();
  }

  disconnectedCallback(): void {
    for (const end of this.unbind) end();
  }

  /**
   * Without a word, as the page has just said something else; and arrows go on doing what they did.
   */
  override focus(options?: FocusOptions): void {
    this.quiet = true;
    this.surface.focus(options);
    this.quiet = false;
  }

  update(values: Partial<RollState>): void {
    const light = Object.keys(values).every((name) => name === "playhead" || name === "lit");
    Object.assign(this.state, values);
    if (values.song) this.base = values.song;
    if (values.song || values.track !== undefined) this.labelNotes();
    if (light) this.paintOverlay();
    else this.redraw();
  }

  fit(): void {
    const pitches = trackNotes(this.state).map((note) => note.pitch);
    const low = pitches.reduce((least, pitch) => Math.min(least, pitch), pitches.length ? 127 : 55);
    const high = pitches.reduce((most, pitch) => Math.max(most, pitch), pitches.length ? 0 : 79);
    this.state.view = fitting(this.state.view, songEnd(this.state.song), low, high);
    this.redraw();
  }

  /** Scrolls as little as needed to show the place. */
  reveal(tick: number, pitch: number): void {
    this.state.view = revealing(this.state.view, tick, pitch);
    this.redraw();
  }

  zoom(factor: number): void {
    this.state.view = zoomed(this.state.view, factor, KEYS + (this.state.view.width - KEYS) / 2);
    this.redraw();
  }

  zoomPitches(factor: number): void {
    this.state.view = zoomedPitch(this.state.view, factor);
    this.redraw();
  }

  preview(edit: Edit): void {
    this.state.song = edit.song;
    this.state.selection = new Set(edit.notes);
    this.redraw();
  }

  revert(): void {
    this.state.song = this.base;
    this.state.marquee = null;
    this.redraw();
  }

  commit(edit: Edit, label: string): void {
    this.preview(edit);
    this.base = edit.song;
    this.labelNotes();
    this.tell("edit", { ...edit, label } satisfies RollEdit);
    this.tell("selection", edit.notes);
  }

  select(notes: Iterable<Note>): void {
    this.state.selection = new Set(notes);
    this.tell("selection", [...this.state.selection]);
    this.redraw();
  }

  audition(pitch: number, velocity: number): void {
    this.tell("audition", { pitch, velocity });
  }

  seek(tick: number): void {
    this.tell("seek", tick);
  }

  setLoop(loop: RollState["loop"]): void {
    this.state.loop = loop;
    this.tell("loop", loop);
    this.redraw();
  }

  say(text: string): void {
    this.tell("say", text);
  }

  redraw(): void {
    this.paintMusic();
    this.paintOverlay();
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  private key(event: KeyboardEvent): void {
    if (!rollKey(this, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private focused(): void {
    const byPointer = this.byPointer;
    this.byPointer = false;
    if (byPointer || this.quiet) return;
    this.state.cursorMode = true;
    this.say(cursorWords(this));
    this.paintOverlay();
  }

  private labelNotes(): void {
    const track = this.state.song.tracks[this.state.track];
    const count = track?.notes.length ?? 0;
    this.hint.hidden = count > 0;
    this.surface.setAttribute(
      "aria-label",
      `Notes of ${track?.name || `track ${this.state.track + 1}`}: ${count}`,
    );
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.surface;
    if (!width || !height) return;
    this.state.view = clamped({ ...this.state.view, width, height });
    this.redraw();
  }

  private recolour(): void {
    this.colours = null;
    this.redraw();
  }

  private slid(): void {
    this.state.view = viewOf(this.scrollbars, this.state.view);
    this.tell("scrolled", null);
    this.redraw();
  }

  private drawMusic(): void {
    if (!this.surface.clientWidth) return;
    this.colours ??= palette(this);
    drawMusic(fitted(this.music).context, this.state, this.colours);
    placeScrollbars(this.scrollbars, this.state.view, this.state.song);
  }

  private drawOverlay(): void {
    this.tree.show();
    if (!this.surface.clientWidth) return;
    this.colours ??= palette(this);
    drawOverlay(fitted(this.overlay).context, this.state, this.colours);
  }
}

if (!customElements.get("piano-roll")) customElements.define("piano-roll", PianoRoll);
