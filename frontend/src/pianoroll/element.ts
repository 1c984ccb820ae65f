import type { Edit } from "../music/edits.ts";
import { type Note, pitchRange, songEnd } from "../music/song.ts";
import { fitted, oncePerFrame } from "../screen/canvas.ts";
import { palette, type Palette, watchTheme } from "../screen/colours.ts";
import { styledShadow } from "../screen/shadow.ts";
import { ChordList } from "./chordlist.ts";
import { drawMusic, drawOverlay } from "./draw.ts";
import type { ChordWish, RollHandle } from "./handle.ts";
import { cursorWords, rollKey } from "./keypresses.ts";
import { Pointers } from "./pointers.ts";
import { Preview } from "./preview.ts";
import { makeScrollbar, placeScrollbar, viewOf } from "./scrollbars.ts";
import { trackLine } from "./spoken.ts";
import { defaults, leastPxPerTick, type RollState, trackNotes } from "./state.ts";
import { style } from "./style.ts";
import { makeSurface } from "./surface.ts";
import { NoteTree } from "./tree.ts";
import * as views from "./view.ts";

export interface RollEdit extends Edit {
  readonly label: string;
}

/**
 * <piano-roll> shows a song and edits one of its tracks, by pointer or keyboard. It keeps no
 * history and makes no sound.
 *
 * Methods: `update(values)` changes what is shown (any fields of RollState); `fit()`, `reveal(tick,
 *   pitch)`, `show(start, end)`, `zoom(factor)`, `zoomPitches(factor)`, `focusChord(tick)`.
 * Property: `state` (to read). Attribute: `hint`, shown while the track is empty.
 * Events: `edit` (detail: RollEdit), `audition` (detail: {pitch, velocity}), `seek` (detail: tick),
 *   `loop` (detail: {start, end} | null),
 *   `chord` (detail: {tick, typed}, somebody wants to write one), `chordgone` (detail: tick),
 * `selection` (detail: notes), `say` (detail: text for a live region), `scrolled` (the user moved
 * the view), `viewed` (another part of the song is in sight, whoever moved it).
 */
export class PianoRoll extends HTMLElement implements RollHandle {
  readonly state: RollState = defaults();
  private readonly parts = makeSurface();
  private readonly surface = this.parts.box;
  private readonly scrollbar = makeScrollbar();
  private readonly shown = new Preview(this.state); // by a gesture
  private readonly pointers = new Pointers(this, this.surface);
  private readonly tree = new NoteTree(this.surface, this);
  private readonly chords = new ChordList(this.surface, this);
  private colours: Palette | null = null;
  private viewed = this.state.view;
  private byPointer = false;
  private quiet = false;
  private unbind: (() => void)[] = [];
  // What the page is told, and where the focus in the lane of chords is to be.
  readonly audition = (pitch: number, velocity: number): void =>
    this.tell("audition", { pitch, velocity });
  readonly seek = (tick: number): void => this.tell("seek", tick);
  readonly say = (text: string): void => this.tell("say", text);
  readonly askChord = (tick: number, typed = ""): void =>
    this.tell("chord", { tick, typed } satisfies ChordWish);
  readonly takeChord = (tick: number): void => this.tell("chordgone", tick);
  readonly focusChord = (tick: number): void => this.chords.lane.focusAt(tick);
  private readonly paintMusic = oncePerFrame(() => this.drawMusic());
  private readonly paintOverlay = oncePerFrame(() => this.drawOverlay());

  constructor() {
    super();
    const root = styledShadow(this, style);
    root.append(this.surface, this.chords.lane.box, this.scrollbar);
  }

  connectedCallback(): void {
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(this.surface);
    this.parts.hint.textContent = this.getAttribute("hint") ?? "";
    this.surface.addEventListener("keydown", (event) => this.key(event));
    this.surface.addEventListener("pointerdown", () => (this.byPointer = true), { capture: true });
    this.surface.addEventListener("pointerup", () => this.lifted());
    this.surface.addEventListener("focus", () => this.focused());
    this.scrollbar.addEventListener("input", () => this.slid());
    this.unbind = [
      this.pointers.bind(),
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
    const { song, ...others } = values;
    // What a gesture shows was made from a song that is not there any more.
    if (song && song !== this.shown.base && !this.pointers.cancel()) this.revert();
    Object.assign(this.state, song && song !== this.shown.base ? values : others);
    this.state.view = views.headed(this.state.view, this.state.harmony !== null);
    if (song || values.track !== undefined || values.growing) this.labelNotes();
    if (light) this.paintOverlay();
    else this.redraw();
  }

  /** Shows the whole song, whatever its length, and the pitches of all its tracks. */
  fit(): void {
    const [low, high] = pitchRange(this.state.song) ?? [55, 79];
    this.look(views.fitting(this.state.view, songEnd(this.state.song), low, high));
  }

  /** Scrolls as little as needed to show the place. */
  reveal(tick: number, pitch: number): void {
    this.look(views.revealing(this.state.view, tick, pitch));
  }

  /** A stretch of ticks from edge to edge, because the person asks for it. */
  show(start: number, end: number): void {
    this.lookAt(views.showing(this.state.view, start, end));
  }

  zoom(factor: number): void {
    const { view } = this.state;
    const middle = (views.KEYS + view.width) / 2;
    this.look(views.zoomed(view, factor, middle, leastPxPerTick(this.state)));
  }

  zoomPitches(factor: number): void {
    this.look(views.zoomedPitch(this.state.view, factor));
  }

  lookAt(view: views.View): void {
    this.look(view);
    this.tell("scrolled", null);
  }

  preview(edit: Edit): void {
    this.shown.show(edit);
    this.redraw();
  }

  revert(): void {
    this.shown.takeBack();
    this.redraw();
  }

  commit(edit: Edit, label: string): void {
    this.shown.keep(edit);
    this.redraw();
    this.labelNotes();
    this.tell("edit", { ...edit, label } satisfies RollEdit);
    this.tell("selection", edit.notes);
  }

  select(notes: Iterable<Note>): void {
    this.state.selection = new Set(notes);
    this.tell("selection", [...this.state.selection]);
    this.redraw();
  }

  setLoop(loop: RollState["loop"]): void {
    this.state.loop = loop;
    this.tell("loop", loop);
    this.redraw();
  }

  redraw(): void {
    this.paintMusic();
    this.paintOverlay();
  }

  private look(view: views.View): void {
    this.state.view = view;
    this.redraw();
  }

  private tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  private key(event: KeyboardEvent): void {
    const cancelled = event.key === "Escape" && this.pointers.cancel();
    if (cancelled) this.say("Taken back");
    else if (!rollKey(this, event)) return;
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

  /** A finger that rested does not give the focus by itself. */
  private lifted(): void {
    this.byPointer = false;
    if (this.shadowRoot?.activeElement !== this.surface) this.focus({ preventScroll: true });
  }

  private labelNotes(): void {
    const { state } = this;
    this.parts.hint.hidden = trackNotes(state).length + state.growing.length > 0;
    this.surface.setAttribute("aria-label", trackLine(state));
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.surface;
    if (!width || !height) return;
    this.look(views.clamped({ ...this.state.view, width, height }));
  }

  private recolour(): void {
    this.colours = null;
    this.redraw();
  }

  private slid(): void {
    this.lookAt(viewOf(this.scrollbar, this.state.view));
  }

  private drawMusic(): void {
    if (!this.surface.clientWidth) return;
    this.colours ??= palette(this);
    drawMusic(fitted(this.parts.music).context, this.state, this.colours);
    placeScrollbar(this.scrollbar, this.state.view);
    if (this.viewed !== this.state.view) this.tell("viewed", null);
    this.viewed = this.state.view;
  }

  private drawOverlay(): void {
    this.tree.show();
    this.chords.show();
    if (!this.surface.clientWidth) return;
    this.colours ??= palette(this);
    drawOverlay(fitted(this.parts.overlay).context, this.state, this.colours);
  }
}

if (!customElements.get("piano-roll")) customElements.define("piano-roll", PianoRoll);
