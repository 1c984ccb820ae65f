/** The tune and what was made of it, drawn; threads lead from a note to what it listened to. */
import { make } from "../making.ts";
import type { Heard } from "./telling.ts";
import { BAR_TICKS, BARS, FIRST_MADE, type Row } from "./trace.ts";

const END = BARS * BAR_TICKS;
const ROOM = 2; // pitches above the highest and below the lowest
const SPAN = 20; // pitches that are shown at least
const THICKEST = 20; // pixels of a thread that has all the attention
const SVG = "http://www.w3.org/2000/svg";

/** What stands out: a note, and what it listened to; notes are numbered from the tune's first. */
export interface Threads {
  readonly from: number;
  readonly to: readonly Heard[];
}

interface Scene {
  readonly tune: readonly Row[];
  readonly made: readonly Row[];
  readonly ghost?: readonly Row[]; // what was made another time, behind it
}

export class AttentionRoll {
  readonly element: HTMLElement;
  private readonly notes = make("div", { class: "notes" });
  private readonly threads = document.createElementNS(SVG, "svg");
  private readonly playhead = make("div", { class: "playhead", hidden: true });
  private scene: Scene = { tune: [], made: [] };
  private drawn: readonly HTMLElement[] = [];
  private low = 0;
  private high = 1;

  /** `picked` hears the number, among those that were made, of the note that is pointed at. */
  constructor(label: string, picked: ((made: number, pressed: boolean) => void) | null = null) {
    this.threads.setAttribute("viewBox", "0 0 100 100");
    this.threads.setAttribute("preserveAspectRatio", "none");
    const field = make("div", { class: "field" }, this.notes, this.threads, this.playhead);
    const own = make("span", { text: "The tune" });
    const more = make("span", { text: "The model’s bars" });
    const heads = make("div", { class: "halves", "aria-hidden": "true" }, own, more);
    this.element = make("div", { class: "attention-roll" }, heads, field);
    field.setAttribute("role", "img");
    field.setAttribute("aria-label", label);
    if (picked) this.listen(field, picked);
  }

  show(scene: Scene): void {
    this.scene = scene;
    const every = [...scene.tune, ...scene.made, ...(scene.ghost ?? [])];
    const pitches = every.map(([, pitch]) => pitch);
    const spare = Math.max(0, SPAN - (Math.max(...pitches) - Math.min(...pitches))) / 2;
    this.low = Math.min(...pitches) - Math.max(ROOM, spare);
    this.high = Math.max(...pitches) + Math.max(ROOM, spare);
    const ghosts = (scene.ghost ?? []).map((row) => this.note(row, "ghost"));
    const own = scene.tune.map((row) => this.note(row, "own"));
    const made = scene.made.map((row) => this.note(row, "made"));
    this.drawn = [...own, ...made];
    this.notes.replaceChildren(...ghosts, ...this.drawn);
    this.thread(null);
  }

  /** Draws the threads of one note, and takes those of another away. */
  thread(threads: Threads | null): void {
    const heard = new Map(threads?.to.map(({ note, share }) => [note, share]));
    for (const [number, note] of this.drawn.entries()) {
      const share = heard.get(number) ?? 0;
      note.classList.toggle("chosen", number === threads?.from);
      note.classList.toggle("heard", share > 0);
      note.style.setProperty("--share", String(share));
    }
    const paths = (threads?.to ?? []).map((heard) => this.path(threads?.from ?? 0, heard));
    this.threads.replaceChildren(...paths);
  }

  /** Shows what sounds; null: nothing does. */
  playAt(tick: number | null): void {
    this.playhead.hidden = tick === null;
    this.playhead.style.setProperty("--x", String(this.across(tick ?? 0)));
    const rows = [...this.scene.tune, ...this.scene.made];
    rows.forEach(([onset, , length], number) => {
      const sounds = tick !== null && onset <= tick && tick < onset + length;
      this.drawn[number]?.classList.toggle("sounds", sounds);
    });
  }

  private across(tick: number): number {
    return (tick / END) * 100;
  }

  private down(pitch: number): number {
    return ((this.high - pitch) / (this.high - this.low)) * 100;
  }

  private note([onset, pitch, length]: Row, kind: string): HTMLElement {
    const note = make("i", { class: `note ${kind}` });
    const places = { "--x": this.across(onset), "--y": this.down(pitch) };
    const sizes = { "--long": this.across(length), "--high": 100 / (this.high - this.low) };
    for (const [name, value] of Object.entries({ ...places, ...sizes }))
      note.style.setProperty(name, value.toFixed(3));
    return note;
  }

  private centre(number: number): readonly [x: number, y: number] {
    const row = [...this.scene.tune, ...this.scene.made][number] as Row;
    const half = 50 / (this.high - this.low);
    return [this.across(row[0] + row[2] / 2), this.down(row[1]) + half];
  }

  /** An arc above both ends, as wide as its share. */
  private path(from: number, { note, share }: Heard): SVGElement {
    const [x, y] = this.centre(from);
    const [left, top] = this.centre(note);
    const rise = Math.max(2, Math.min(y, top) - 10 - Math.abs(x - left) / 3);
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", `M${x} ${y} C${x} ${rise} ${left} ${rise} ${left} ${top}`);
    path.setAttribute("vector-effect", "non-scaling-stroke");
    path.style.setProperty("stroke-width", `${Math.max(1.25, share * THICKEST).toFixed(1)}px`);
    path.style.setProperty("--share", String(share));
    return path;
  }

  private listen(field: HTMLElement, picked: (made: number, pressed: boolean) => void): void {
    const point = (event: PointerEvent, pressed: boolean): void => {
      const made = this.nearest(field.getBoundingClientRect(), event);
      if (made !== null) picked(made, pressed);
    };
    field.addEventListener("pointermove", (event) => point(event, false));
    field.addEventListener("pointerdown", (event) => point(event, true));
  }

  /** Of those that were made; null over the tune. */
  private nearest(box: DOMRect, { clientX, clientY }: PointerEvent): number | null {
    const x = ((clientX - box.left) / box.width) * 100;
    const y = ((clientY - box.top) / box.height) * 100;
    if (x < this.across(FIRST_MADE * BAR_TICKS)) return null;
    const { tune, made } = this.scene;
    const far = made.map((_, at) => {
      const [across, down] = this.centre(tune.length + at);
      return Math.abs(across - x) + Math.abs(down - y) / 25;
    });
    return far.length > 0 ? far.indexOf(Math.min(...far)) : null;
  }
}
