import { fromDocument, type Song, songEnd, type SongDocument } from "../music/song.ts";
import { secondsAt } from "../music/time.ts";
import { begin, yields } from "../playback/turn.ts";
import { PlayTeller } from "../plays/telling.ts";
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
 * recording of a song. With `plays`, the address where a play begins, it tells when enough was
 * heard.
 *
 * What stands inside it is for browsers without scripts; it is replaced once the recording is known
 * to be ready. Until then the
 * element asks again, more and more seldom, and sends the event `waiting` (bubbles); after that
 * `ready` (bubbles), or `missing` (bubbles) where there will be none.
 * Its picture, notes above and waveform below, is the progress bar: click, drag, arrow keys, Home,
 * End; space plays and pauses. What stands in the slot `marks` lies over it, once it is ready.
 * Properties: `currentTime` (seconds, also to set), `duration`, `paused`; method: `play()`. The
 * event `time` tells that they may have changed.
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
  private teller: PlayTeller | null = null;

  connectedCallback(): void {
    const ending = new AbortController();
    this.unbind = [() => ending.abort(), yields(this, () => this.sound.pause())];
    void this.prepare(ending.signal);
  }

  disconnectedCallback(): void {
    this.sound.pause();
    this.teller?.end();
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
    this.teller = new PlayTeller(this.getAttribute("plays") ?? "", () => this.sounding());
    for (const event of ["play", "pause", "ended", "timeupdate", "seeked", "durationchange"]) {
      this.sound.addEventListener(event, () => this.show());
    }
    for (const event of ["playing", "pause", "seeking", "seeked", "ended"])
      this.sound.addEventListener(event, () => this.teller?.changed());
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
    const marks = document.createElement("slot");
    marks.name = "marks";
    root.replaceChildren(this.button, this.bar, marks, this.time);
    this.replaceChildren();
  }

  /** A recording that does not play: the browser's own player says why. */
  private giveBack(): void {
    this.sound.controls = true;
    this.shadowRoot?.replaceChildren(this.sound);
  }

  private sounding(): { now: number; sounding: boolean } {
    const { currentTime, muted, paused, volume } = this.sound;
    return { now: currentTime, sounding: !paused && !muted && volume > 0 };
  }

  get duration(): number {
    return Number.isFinite(this.sound.duration) ? this.sound.duration : this.seconds;
  }

  get currentTime(): number {
    return this.sound.currentTime;
  }

  set currentTime(seconds: number) {
    this.seek(seconds);
  }

  get paused(): boolean {
    return this.sound.paused;
  }

  async play(): Promise<void> {
    await this.sound.play().catch(() => this.show());
  }

  private toggle(): void {
    if (this.sound.paused) void this.play();
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
    this.dispatchEvent(new Event("time"));
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
