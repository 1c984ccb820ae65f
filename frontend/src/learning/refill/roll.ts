/**
 * A piano roll of four voices that one wipes over, or in which one chooses a note: by pointer, by
 * finger, and by arrows and Enter. To a screen reader it is a list of notes.
 */
import { type Note, TICKS_PER_QUARTER } from "../../music/song.ts";
import { isBlack } from "../../music/words.ts";
import { freshId, make } from "../making.ts";
import type { Belief } from "./content.ts";
import { ONE } from "./content.ts";
import { noteTold, placeBeside, placeUnder } from "./places.ts";
import type { Shown } from "./showing.ts";

const MARGIN = 2; // rows above and below
const ACROSS = 8; // pixels after which a finger wipes
const BAR = 4 * TICKS_PER_QUARTER;
const STEP = TICKS_PER_QUARTER / 4;

export interface Glow {
  readonly note: Note; // where and for how long
  readonly belief: Belief;
}

/** What is seen. */
export interface Picture {
  readonly notes: readonly Shown[];
  readonly voices: readonly number[];
  readonly glow?: Glow | undefined;
  readonly fresh?: Note | undefined; // what the last edit was about
  readonly heard?: ((place: number) => number) | undefined; // 0 to 1, of each note
  readonly chosen?: number | undefined;
  readonly reach?: readonly [from: number, to: number] | undefined; // steps that are heard
}

export interface Acts {
  /** A pointer meets a note; `more`: it goes on without having been lifted. */
  meet(place: number, more: boolean): void;
  /** Enter, or a voice. */
  press(place: number): void;
  readonly many: boolean; // several may be chosen
}

export class VoicesRoll {
  readonly element: HTMLElement;
  private readonly field = make("div", { class: "voices-field" });
  private readonly list: HTMLElement;
  private readonly head = make("div", { class: "voices-head", hidden: true });
  private readonly acts: Acts;
  private readonly ticks: number;
  private readonly id = freshId();
  private picture: Picture | null = null;
  private low = 0;
  private rows = 1;
  private cursor = 0;
  private down = false;
  private touched: PointerEvent | null = null; // a finger that may yet move the page

  constructor(label: string, ticks: number, acts: Acts) {
    this.acts = acts;
    this.ticks = ticks;
    const wish = { class: "voices-notes", role: "listbox", tabindex: 0, "aria-label": label };
    this.list = make("div", { ...wish, "aria-multiselectable": acts.many ? "true" : undefined });
    this.element = make("div", { class: "voices" }, this.field, this.list, this.head);
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => this.begin(event));
    this.list.addEventListener("pointermove", (event) => this.slide(event));
    this.list.addEventListener("pointerup", () => this.touched && this.point(this.touched, false));
    this.list.addEventListener("focus", () => this.mark());
    for (const end of ["pointerup", "pointercancel"])
      addEventListener(end, () => {
        this.down = false;
        this.touched = null;
      });
  }

  show(picture: Picture): void {
    this.picture = picture;
    const pitches = picture.notes.map(({ note }) => note.pitch);
    const glowing = picture.glow?.belief.flatMap(([pitch]) => (pitch < 0 ? [] : [pitch])) ?? [];
    const low = Math.min(...pitches, ...glowing) - MARGIN;
    const rows = Math.max(...pitches, ...glowing) + MARGIN - low + 1;
    // It never shrinks: what one looks at must not jump.
    const top = Math.max(low + rows, this.rows > 1 ? this.low + this.rows : 0);
    this.low = this.rows > 1 ? Math.min(low, this.low) : low;
    this.rows = top - this.low;
    this.cursor = picture.chosen ?? this.cursor;
    this.drawField(picture);
    this.list.replaceChildren(...picture.notes.map((each, place) => this.note(each, place)));
    this.mark();
  }

  /** The place that sounds, from 0 to 1. */
  light(share: number | null): void {
    this.head.hidden = share === null;
    if (share !== null) this.head.style.insetInlineStart = `${share * 100}%`;
  }

  private drawField({ glow, reach }: Picture): void {
    const lines = Array.from({ length: this.rows }, (_, row) => {
      const black = isBlack(this.low + this.rows - 1 - row);
      return make("i", { class: black ? "row-line dark" : "row-line" });
    });
    const bars = Array.from({ length: this.ticks / BAR - 1 }, (_, bar) => {
      const line = make("i", { class: "bar-line" });
      line.style.insetInlineStart = `${(((bar + 1) * BAR) / this.ticks) * 100}%`;
      return line;
    });
    this.field.replaceChildren(...lines, ...bars);
    if (reach) this.field.append(...this.veils(reach));
    for (const [pitch, share] of glow?.belief ?? []) {
      if (pitch < 0 || !glow) continue;
      const cell = make("i", { class: "glow-cell" });
      this.lay(cell, { ...glow.note, pitch });
      cell.style.setProperty("--share", String(share / ONE));
      this.field.append(cell);
    }
  }

  /** Over what is not heard. */
  private veils([from, to]: readonly [number, number]): HTMLElement[] {
    const veil = (start: number, end: number): HTMLElement => {
      const made = make("i", { class: "veil" });
      made.style.insetInlineStart = `${((start * STEP) / this.ticks) * 100}%`;
      made.style.inlineSize = `${(((end - start) * STEP) / this.ticks) * 100}%`;
      return made;
    };
    const steps = this.ticks / STEP;
    return [veil(0, Math.max(0, from)), veil(Math.min(steps, to), steps)];
  }

  private lay(element: HTMLElement, { onset, length, pitch }: Note): void {
    element.style.insetInlineStart = `${(onset / this.ticks) * 100}%`;
    element.style.inlineSize = `${(length / this.ticks) * 100}%`;
    element.style.insetBlockStart = `${((this.low + this.rows - 1 - pitch) / this.rows) * 100}%`;
    element.style.blockSize = `${100 / this.rows}%`;
  }

  private note({ note, kind, of }: Shown, place: number): HTMLElement {
    const { voices, heard, chosen, fresh } = this.picture as Picture;
    const tune = of !== null && voices[of] === 0;
    const isFresh = fresh?.onset === note.onset && fresh.pitch === note.pitch;
    const made = make("div", {
      class: `voice-note ${kind}${tune ? " tune" : ""}${isFresh ? " fresh" : ""}`,
      role: "option",
      id: `${this.id}-${place}`,
      "aria-selected": String(this.acts.many ? kind === "rubbed" : place === chosen),
      "aria-label": noteTold(voices, { note, kind, of }),
    });
    if (heard) made.style.setProperty("--heard", String(heard(place)));
    made.classList.toggle("listening", place === chosen && !this.acts.many);
    this.lay(made, note);
    return made;
  }

  private mark(): void {
    this.cursor = Math.min(this.cursor, this.list.children.length - 1);
    [...this.list.children].forEach((each, place) =>
      each.classList.toggle("cursor", place === this.cursor),
    );
    this.list.setAttribute("aria-activedescendant", `${this.id}-${this.cursor}`);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") this.acts.press(this.cursor);
    else {
      const notes = this.picture?.notes.map(({ note }) => note) ?? [];
      const next = placeBeside(notes, this.cursor, event.key);
      if (next === null) return;
      this.cursor = next;
      this.mark();
      if (!this.acts.many) this.acts.press(next);
    }
    event.preventDefault();
  }

  private begin(event: PointerEvent): void {
    if (event.pointerType === "touch") this.touched = event;
    else this.point(event, false);
  }

  /** A finger that goes up or down moves the page; one that goes across wipes. */
  private slide(event: PointerEvent): void {
    const { touched } = this;
    if (touched && Math.abs(event.clientX - touched.clientX) < ACROSS) return;
    if (touched) {
      this.touched = null;
      this.point(touched, false);
    }
    if (this.down) this.point(event, true);
  }

  private point(event: PointerEvent, more: boolean): void {
    if (event.button > 0) return;
    const box = this.list.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const field = { ticks: this.ticks, rows: this.rows, top: this.low + this.rows - 1 };
    const notes = this.picture?.notes.map(({ note }) => note) ?? [];
    const place = placeUnder(notes, field, box, [x, y]);
    if (!more) this.down = true;
    if (place === undefined) return;
    this.cursor = place;
    this.acts.meet(place, more);
  }
}
