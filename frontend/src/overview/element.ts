import { emptySong, type Song, songEnd } from "../music/song.ts";
import { placeAt } from "../music/time.ts";
import { fitted, oncePerFrame } from "../screen/canvas.ts";
import { palette, type Palette, watchTheme } from "../screen/colours.ts";
import { styledShadow } from "../screen/shadow.ts";
import { drawFrame, drawSong } from "./draw.ts";
import { type Grip, gripAt, moved, type Scale, type Stretch, stretched, toTick } from "./frame.ts";
import { keyed } from "./keys.ts";
import { style } from "./style.ts";

interface Shown {
  song: Song;
  track: number; // the one being edited stands out
  shown: Stretch; // what of it is in sight elsewhere
  loop: Stretch | null;
  playhead: number; // tick
}

const AIR = 1.03; // as the roll has it when it shows all
const REST_MS = 150;

const CURSORS: Readonly<Record<Grip, string>> = {
  start: "ew-resize",
  end: "ew-resize",
  inside: "grab",
  outside: "pointer",
};

/**
 * <song-overview> shows the whole song small, and in it the part that is in sight. Dragging that
 * scrolls, dragging its edges zooms; the arrow keys and + and - do the same.
 *
 * Method: `update(values)`. Event: `window` (detail: Stretch), the part that one wants to see.
 */
export class SongOverview extends HTMLElement {
  private readonly state: Shown = {
    ...{ song: emptySong(), track: 0, loop: null, playhead: 0 },
    shown: { start: 0, end: 3840 },
  };
  private readonly music = document.createElement("canvas");
  private readonly overlay = document.createElement("canvas");
  private colours: Palette | null = null;
  private drag: { grip: Grip; tick: number; from: Stretch } | null = null;
  private end = 0; // of the song, in ticks
  private drawn = 1; // ticks that the song was drawn over
  private settling: ReturnType<typeof setTimeout> | undefined;
  private unbind: (() => void)[] = [];
  private readonly paintSong = oncePerFrame(() => this.drawSong());
  private readonly paintFrame = oncePerFrame(() => this.drawFrame());

  constructor() {
    super();
    for (const canvas of [this.music, this.overlay]) canvas.setAttribute("aria-hidden", "true");
    styledShadow(this, style).append(this.music, this.overlay);
  }

  connectedCallback(): void {
    this.tabIndex = 0;
    this.setAttribute("role", "slider");
    this.setAttribute("aria-label", "Part of the song in sight");
    this.setAttribute("aria-valuemin", "1");
    const observer = new ResizeObserver(() => this.redraw());
    observer.observe(this);
    this.unbind = [() => observer.disconnect(), watchTheme(() => this.recolour())];
    this.addEventListener("pointerdown", (event) => this.press(event));
    this.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"])
      this.addEventListener(name, () => (this.drag = null));
    this.addEventListener("keydown", (event) => this.key(event));
    this.speak();
  }

  disconnectedCallback(): void {
    for (const end of this.unbind) end();
    clearTimeout(this.settling);
  }

  update(values: Partial<Shown>): void {
    Object.assign(this.state, values);
    if (values.song) this.end = songEnd(values.song);
    if (values.song || values.track !== undefined) this.paintSong();
    else if (values.shown && this.scale.length !== this.drawn) this.settle();
    if (values.song || values.shown) this.speak();
    this.paintFrame();
  }

  private get scale(): Scale {
    const all = Math.max(this.end * AIR, 4 * 960);
    return { width: this.clientWidth, length: Math.max(all, this.state.shown.end) };
  }

  /**
   * Behind the end of the song its scale changes with each step of scrolling: it is stretched until
   * that rests, for to draw 20,000 notes in each frame would hold it up.
   */
  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.paintSong(), REST_MS);
  }

  /** Bars for who listens: a tick says nothing. */
  private speak(): void {
    const { song, shown } = this.state;
    const bar = (tick: number): number => placeAt(song, Math.max(0, tick)).bar;
    const last = Math.max(1, bar(this.end - 1));
    const [from, to] = [bar(shown.start), bar(shown.end - 1)];
    this.setAttribute("aria-valuemax", String(Math.max(last, from)));
    this.setAttribute("aria-valuenow", String(from));
    this.setAttribute("aria-valuetext", `bars ${from} to ${to} of ${last}`);
  }

  private at(event: PointerEvent): number {
    return event.clientX - this.getBoundingClientRect().left;
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { scale } = this;
    const tick = toTick(scale, this.at(event));
    const grip = gripAt(scale, this.state.shown, this.at(event));
    this.setPointerCapture(event.pointerId);
    if (grip === "outside") this.centre(tick);
    this.drag = { grip: grip === "outside" ? "inside" : grip, tick, from: this.state.shown };
  }

  private move(event: PointerEvent): void {
    const { scale, drag } = this;
    if (!drag) {
      this.style.cursor = CURSORS[gripAt(scale, this.state.shown, this.at(event))];
      return;
    }
    const { grip, from } = drag;
    const tick = toTick(scale, this.at(event));
    const inside = Math.min(tick, scale.length);
    if (grip === "start" || grip === "end") this.ask(stretched(from, grip, inside));
    else this.ask(moved(from, tick - drag.tick, scale.length));
  }

  private centre(tick: number): void {
    const { shown } = this.state;
    this.ask(moved(shown, tick - (shown.start + shown.end) / 2, this.scale.length));
  }

  private key(event: KeyboardEvent): void {
    const { song, shown } = this.state;
    const wished = keyed(event, song, shown, this.scale.length);
    if (!wished) return;
    event.preventDefault();
    event.stopPropagation();
    this.ask(wished);
  }

  private ask(wished: Stretch): void {
    this.update({ shown: wished });
    this.dispatchEvent(new CustomEvent("window", { detail: wished }));
  }

  private recolour(): void {
    this.colours = null;
    this.redraw();
  }

  private redraw(): void {
    this.paintSong();
    this.paintFrame();
  }

  private drawSong(): void {
    if (!this.clientWidth) return;
    this.colours ??= palette(this);
    const { context, height } = fitted(this.music);
    this.drawn = this.scale.length;
    this.music.style.transform = "";
    drawSong(context, this.state.song, this.state.track, this.scale, height, this.colours);
  }

  private drawFrame(): void {
    if (!this.clientWidth) return;
    this.colours ??= palette(this);
    const { context, height } = fitted(this.overlay);
    const { shown, loop, playhead } = this.state;
    const { scale } = this;
    const stretch = this.drawn / scale.length;
    this.music.style.transform = stretch === 1 ? "" : `scaleX(${stretch})`;
    drawFrame(context, shown, loop, playhead, scale, height, this.colours);
  }
}

if (!customElements.get("song-overview")) customElements.define("song-overview", SongOverview);
