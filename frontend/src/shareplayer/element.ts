import { fromDocument, type Song, songEnd, type SongDocument } from "../music/song.ts";
import { secondsAt } from "../music/time.ts";
import { begin, yields } from "../playback/turn.ts";
import { bindProgressBar, showProgress } from "../player/progressbar.ts";
import { fitted, oncePerFrame } from "../screen/canvas.ts";
import { palette, watchTheme } from "../screen/colours.ts";
import { icon, PAUSE, PLAY } from "../screen/icon.ts";
import { styledShadow } from "../screen/shadow.ts";
import { drawRecording } from "./drawing.ts";
import { fetchJson, type RecordingState, whenReady } from "./states.ts";
import { style } from "./style.ts";

/**
 * <share-player rendering="…/rendering.json" notes="…/notes.json" label="Title"> plays the stored
 * recording of a song.
 *
 * What stands inside it is for browsers without scripts; it is replaced once the recording is known
 * to be ready. Until then the
 * element asks again, more and more seldom, and sends the event `waiting` (bubbles); after that
 * `ready` (bubbles), or `missing` (bubbles) where there will be none.
 * Its picture, notes above and waveform below, is the progress bar: click, drag, arrow keys, Home,
 * End; space plays and pauses.
 */
export class SharePlayer extends HTMLElement {
  /** What sounds, for who steers the player; without a source until the recording is known. */
  readonly sound = new Audio();
  private readonly button = document.createElement("button");
  private readonly bar = document.createElement("div");
  private readonly canvas = document.createElement("canvas");
  private readonly time = document.createElement("span");
  private readonly redraw = oncePerFrame(() => this.draw());
  private readonly playing = {
    now: () => this.sound.currentTime,
    duration: () => this.duration,
    seek: (seconds: number) => this.seek(seconds),
    toggle: () => this.toggle(),
  };
  private song: Song | null = null;
  private peaks: readonly number[] = [];
  private seconds = 0;
  private unbind: (() => void)[] = [];

  connectedCallback(): void {
    const ending = new AbortController();
    this.unbind = [() => ending.abort(), yields(this, () => this.sound.pause())];
    void this.prepare(ending.signal);
  }

  disconnectedCallback(): void {
    this.sound.pause();
    for (const end of this.unbind) end();
  }

  private async prepare(signal: AbortSignal): Promise<void> {
    try {
      const ready = await whenReady(this.getAttribute("rendering") ?? "", signal, () =>
        this.tell("waiting"),
      );
      if (signal.aborted) return;
      if (!ready) return this.tell("missing");
      this.build(ready);
      this.tell("ready");
      const song = fromDocument(
        await fetchJson<SongDocument>(this.getAttribute("notes") ?? "", signal),
      );
      this.song = song;
      this.redraw();
    } catch (error) {
      // What stands inside still plays.
      if (!signal.aborted) console.warn("the picture of the song did not load", error);
    }
  }

  private build(ready: RecordingState): void {
    this.peaks = ready.peaks ?? [];
    this.seconds = ready.seconds ?? 0;
    this.sound.preload = "metadata";
    this.sound.src = ready.audio ?? "";
    this.lay();
    for (const event of ["play", "pause", "ended", "timeupdate", "seeked", "durationchange"]) {
      this.sound.addEventListener(event, () => this.show());
    }
    this.sound.addEventListener("play", () => this.follow());
    this.sound.addEventListener("play", () => begin(this));
    this.sound.addEventListener("error", () => this.giveBack());
    this.button.addEventListener("click", () => this.toggle());
    bindProgressBar(this.bar, this.playing);
    const observer = new ResizeObserver(this.redraw);
    observer.observe(this.canvas);
    this.unbind.push(watchTheme(this.redraw), () => observer.disconnect());
    this.show();
  }

  private lay(): void {
    const root = styledShadow(this, style);
    this.button.type = "button";
    this.bar.className = "bar";
    this.bar.tabIndex = 0;
    this.bar.setAttribute("role", "slider");
    this.bar.setAttribute("aria-label", `Position in ${this.getAttribute("label") ?? "the song"}`);
    this.canvas.setAttribute("aria-hidden", "true");
    this.time.className = "time";
    this.bar.append(this.canvas);
    root.replaceChildren(this.button, this.bar, this.time);
    this.replaceChildren();
  }

  /** A recording that does not play: the browser's own player says why. */
  private giveBack(): void {
    this.sound.controls = true;
    this.shadowRoot?.replaceChildren(this.sound);
  }

  /** Seconds. */
  get duration(): number {
    return Number.isFinite(this.sound.duration) ? this.sound.duration : this.seconds;
  }

  private toggle(): void {
    if (this.sound.paused) void this.sound.play().catch(() => this.show());
    else this.sound.pause();
  }

  private seek(seconds: number): void {
    this.sound.currentTime = Math.min(Math.max(0, seconds), this.duration);
    this.show();
  }

  private follow(): void {
    if (this.sound.paused) return;
    this.redraw();
    requestAnimationFrame(() => this.follow());
  }

  private show(): void {
    const path = this.sound.paused ? PLAY : PAUSE;
    if (this.button.dataset["path"] !== path) {
      this.button.dataset["path"] = path;
      this.button.replaceChildren(icon(path));
      this.button.setAttribute(
        "aria-label",
        `${this.sound.paused ? "Play" : "Pause"} ${this.getAttribute("label") ?? ""}`,
      );
    }
    showProgress(this.bar, this.time, this.playing);
    this.redraw();
  }

  private draw(): void {
    if (!this.isConnected || !this.canvas.clientWidth) return;
    const { context, width, height } = fitted(this.canvas);
    const picture = {
      song: this.song,
      share:
        this.song && this.duration ? secondsAt(this.song, songEnd(this.song)) / this.duration : 1,
      peaks: this.peaks,
      played: this.duration ? this.sound.currentTime / this.duration : 0,
    };
    drawRecording(context, picture, { width, height }, palette(this));
  }

  private tell(name: string): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true }));
  }
}

if (!customElements.get("share-player")) customElements.define("share-player", SharePlayer);
