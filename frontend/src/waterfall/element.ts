import { emptySong } from "../music/song.ts";
import { fitted, oncePerFrame } from "../screen/canvas.ts";
import { palette, type Palette, watchTheme } from "../screen/colours.ts";
import { styledShadow } from "../screen/shadow.ts";
import { drawFalling, type Falling } from "./draw.ts";
import type { Keys } from "./falling.ts";
import { style } from "./style.ts";

const PX_PER_TICK = 0.11; // half a second of a usual song is as tall as a thumb

/**
 * <note-waterfall> shows a track whose notes fall onto a piano that stands right below it, with the
 * same keys. It keeps no time and makes no sound.
 *
 * Method: `update(values)` changes what is shown (any fields of `Falling` and `Keys`). For screen
 * readers it is decoration: its page says what comes next.
 */
export class NoteWaterfall extends HTMLElement {
  private shown: Falling & Keys = {
    ...{ song: emptySong(), track: 0, now: 0, wanted: new Set() },
    ...{ first: 48, octaves: 2 },
  };
  private readonly canvas = document.createElement("canvas");
  private colours: Palette | null = null;
  private unbind: (() => void)[] = [];
  private readonly paint = oncePerFrame(() => this.draw());

  constructor() {
    super();
    this.canvas.setAttribute("aria-hidden", "true");
    styledShadow(this, style).append(this.canvas);
  }

  connectedCallback(): void {
    const observer = new ResizeObserver(() => this.paint());
    observer.observe(this);
    this.unbind = [() => observer.disconnect(), watchTheme(() => this.recolour())];
  }

  disconnectedCallback(): void {
    for (const end of this.unbind) end();
  }

  update(values: Partial<Falling & Keys>): void {
    this.shown = { ...this.shown, ...values };
    this.paint();
  }

  private recolour(): void {
    this.colours = null;
    this.paint();
  }

  private draw(): void {
    if (!this.clientWidth || !this.clientHeight) return;
    this.colours ??= palette(this);
    const { context, width, height } = fitted(this.canvas);
    const { first, octaves } = this.shown;
    const stage = { first, octaves, width, height, ticksShown: height / PX_PER_TICK };
    drawFalling(context, stage, this.shown, this.colours);
  }
}

if (!customElements.get("note-waterfall")) customElements.define("note-waterfall", NoteWaterfall);
