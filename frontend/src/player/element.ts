import { fromDocument, type Song, type SongDocument, songEnd } from "../music/song.ts";
import { secondsAt, tickAt } from "../music/time.ts";
import { Player } from "../playback/player.ts";
import { sound } from "../playback/sound.ts";
import { begin, yields } from "../playback/turn.ts";
import { woken } from "../playback/waking.ts";
import { fitted, oncePerFrame } from "../screen/canvas.ts";
import { palette, watchTheme } from "../screen/colours.ts";
import { icon, PAUSE, PLAY } from "../screen/icon.ts";
import { styledShadow } from "../screen/shadow.ts";
import { arrange } from "./arranging.ts";
import { type Passage, passageOf } from "./bars.ts";
import { fetchSong } from "./fetching.ts";
import { drawMiniRoll } from "./miniroll.ts";
import { bindProgressBar, showProgress } from "./progressbar.ts";
import { style } from "./style.ts";

const REPORT_MS = 250;

let sounding: SongPlayer | null = null;

export interface PlayerProgress {
  // Time spent listening, added up over pauses and repeats; seeking adds nothing.
  readonly heardMs: number;
  readonly position: number; // seconds
  readonly duration: number; // seconds
}

/**
 * <song-player src="/…/document.json" label="Title"> plays a song; its picture is the progress bar.
 *
 * Attributes: `src` address of a song document, or of JSON with one in its `document`; `label` name
 *   for screen readers; `compact`.
 * Properties: `document` (a song document), `currentTime` (seconds, also to set), `duration`,
 *   `paused`, `heardMs`, `gain` (to set: 1 as it was made, 0 silent).
 * Methods: `play()`, `playBars()` (inside a click or key press), `pause()`, `toggle()`.
 * Events: `starting` (before it sounds), `play`, `pause`, `ended`, `progress` (detail:
 *   PlayerProgress, four times a second), `ready`, `error`. None bubbles.
 * Starting one player pauses every other on the page.
 */
export class SongPlayer extends HTMLElement {
  static observedAttributes = ["src", "label"];

  private readonly button = document.createElement("button");
  private readonly roll = document.createElement("div");
  private readonly canvas = document.createElement("canvas");
  private readonly time = document.createElement("span");
  private readonly message = document.createElement("p");
  private readonly redraw = oncePerFrame(() => this.draw());
  private readonly playing = {
    now: () => this.currentTime,
    duration: () => this.duration,
    seek: (seconds: number) => void (this.currentTime = seconds),
    toggle: () => void this.toggle(),
  };
  gain = 1;
  private song: Song | null = null;
  private player: Player | null = null;
  passage: Passage | null = null; // marked on the roll
  private until = Infinity; // seconds: where a passage ends that is heard alone
  private heard = 0;
  private lastStamp = 0;
  private lastReport = 0;
  private unbind: (() => void)[] = [];

  constructor() {
    super();
    const { button, roll, canvas, time, message } = this;
    styledShadow(this, style).append(arrange({ button, roll, canvas, time }), message);
    message.className = "message";
    message.setAttribute("role", "status");
    this.button.addEventListener("click", () => void this.toggle());
    bindProgressBar(this.roll, this.playing);
  }

  connectedCallback(): void {
    const observer = new ResizeObserver(this.redraw);
    observer.observe(this.canvas);
    const silent = yields(this, () => this.pause());
    this.unbind = [watchTheme(this.redraw), silent, () => observer.disconnect()];
    this.show();
  }

  disconnectedCallback(): void {
    this.pause();
    for (const end of this.unbind) end();
  }

  attributeChangedCallback(name: string, _before: string | null, now: string | null): void {
    if (name === "src" && now) void this.fetchSong(now);
    this.show();
  }

  set document(value: SongDocument) {
    this.pause();
    this.song = fromDocument(value);
    this.heard = 0;
    this.passage = null;
    this.player = new Player(sound, this.song, {
      onState: (playing) => this.changed(playing),
      onEnd: () => this.ended(),
    });
    this.button.disabled = false;
    this.message.textContent = "";
    this.show();
    this.dispatchEvent(new Event("ready"));
  }

  get duration(): number {
    return this.song ? secondsAt(this.song, songEnd(this.song)) : 0;
  }

  get currentTime(): number {
    return this.song && this.player
      ? Math.min(this.duration, secondsAt(this.song, this.player.tick))
      : 0;
  }

  set currentTime(seconds: number) {
    if (!this.song || !this.player) return;
    this.until = Infinity;
    this.player.seek(tickAt(this.song, Math.min(Math.max(0, seconds), this.duration)));
    this.show();
  }

  get paused(): boolean {
    return !this.player?.playing;
  }

  get heardMs(): number {
    return Math.round(this.heard);
  }

  async play(): Promise<void> {
    if (!this.player || this.player.playing) return;
    this.dispatchEvent(new Event("starting"));
    sounding?.pause();
    sounding = this;
    begin(this);
    const { message } = this;
    const word = {
      say: (words: string) => void (message.textContent = words),
      unsay: () => void (message.textContent = ""),
    };
    const awake = await woken(sound, word);
    if (sounding !== this) return;
    if (!awake) {
      sounding = null;
      return;
    }
    sound.gain = this.gain;
    this.player.play();
  }

  /** Some bars alone, counted from 0; they stay marked until others are heard. */
  async playBars(first: number, bars: number): Promise<void> {
    if (!this.song) return;
    this.pause();
    this.passage = passageOf(this.song, first, bars);
    this.currentTime = this.passage.from;
    this.until = this.passage.to;
    await this.play();
  }

  pause(): void {
    this.until = Infinity;
    if (sounding === this) sounding = null;
    this.player?.pause();
  }

  async toggle(): Promise<void> {
    // Pressed again while there is no sound yet, it is taken back.
    if (this.paused && sounding !== this) await this.play();
    else this.pause();
  }

  private async fetchSong(url: string): Promise<void> {
    try {
      const song = await fetchSong(url);
      if (this.getAttribute("src") === url) this.document = song;
    } catch (error) {
      this.message.textContent =
        "The song did not load. Nothing is lost: reload the page to try again.";
      this.dispatchEvent(new CustomEvent("error", { detail: error }));
    }
  }

  private changed(playing: boolean): void {
    this.lastStamp = performance.now();
    this.lastReport = 0;
    this.show();
    this.dispatchEvent(new Event(playing ? "play" : "pause"));
    if (playing) this.follow();
    else this.report();
  }

  private ended(): void {
    if (sounding === this) sounding = null;
    this.dispatchEvent(new Event("ended"));
  }

  private follow(): void {
    if (this.paused) return;
    const stamp = performance.now();
    this.heard += stamp - this.lastStamp;
    this.lastStamp = stamp;
    if (stamp - this.lastReport >= REPORT_MS) this.report();
    if (this.currentTime >= this.until) this.pause();
    this.draw();
    requestAnimationFrame(() => this.follow());
  }

  private report(): void {
    this.lastReport = performance.now();
    this.show();
    const { heardMs, currentTime: position, duration } = this;
    const detail: PlayerProgress = { heardMs, position, duration };
    this.dispatchEvent(new CustomEvent("progress", { detail }));
  }

  private show(): void {
    const name = this.getAttribute("label") || this.song?.title || "song";
    const path = this.paused ? PLAY : PAUSE;
    if (this.button.dataset["path"] !== path) {
      this.button.dataset["path"] = path;
      this.button.replaceChildren(icon(path));
    }
    this.button.setAttribute("aria-label", `${this.paused ? "Play" : "Pause"} ${name}`);
    this.roll.setAttribute("aria-label", `Position in ${name}`);
    showProgress(this.roll, this.time, this.playing);
    this.redraw();
  }

  private draw(): void {
    if (!this.song || !this.isConnected || !this.canvas.clientWidth) return;
    const { context, width, height } = fitted(this.canvas);
    drawMiniRoll(
      context,
      this.song,
      { width, height },
      palette(this),
      this.duration ? this.currentTime / this.duration : 0,
      this.passage,
    );
  }
}

if (!customElements.get("song-player")) customElements.define("song-player", SongPlayer);
