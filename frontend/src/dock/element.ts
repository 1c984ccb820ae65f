/**
 * <song-dock> at the foot of the window plays the songs of a list one after the other, and goes on
 * while one walks through the site. Its picture, the notes above the waveform, is the progress bar.
 */
import type { Song } from "../music/song.ts";
import { songEnd } from "../music/song.ts";
import { secondsAt } from "../music/time.ts";
import { begin, yields } from "../playback/turn.ts";
import { bindProgressBar, showProgress } from "../player/progressbar.ts";
import { PlayTeller } from "../plays/telling.ts";
import { fitted, oncePerFrame } from "../screen/canvas.ts";
import { palette, watchTheme } from "../screen/colours.ts";
import { styledShadow } from "../screen/shadow.ts";
import { drawRecording } from "../shareplayer/drawing.ts";
import { load } from "./loading.ts";
import { keep, type Kept } from "./memory.ts";
import { tellSystem } from "./mediakeys.ts";
import { type Parts, build, showSong, showState } from "./parts.ts";
import { current, type Listed, moved, type Queue } from "./queue.ts";
import { style } from "./style.ts";
import type { Voice } from "./voices.ts";

const NOT_HERE = "This song cannot be heard at the moment.";
const KEEP_MS = 1000;

export class SongDock extends HTMLElement {
  private readonly parts: Parts = build({
    toggle: () => void this.toggle(),
    step: (by) => void this.step(by),
    loud: (volume) => this.loud(volume),
    close: () => this.close(),
  });
  private readonly redraw = oncePerFrame(() => this.draw());
  private readonly playing = {
    now: () => this.voice?.now ?? this.wished,
    duration: () => this.voice?.duration ?? 0,
    seek: (seconds: number) => this.seek(seconds),
    toggle: () => void this.toggle(),
  };
  private queue: Queue = { songs: [], at: 0 };
  private voice: Voice | null = null;
  private song: Song | null = null;
  private peaks: readonly number[] = [];
  private wished = 0; // seconds at which a song that is still coming shall begin
  private volume = 1;
  private unbind: (() => void)[] = [];
  private teller: PlayTeller | null = null;

  connectedCallback(): void {
    const { bar, row } = this.parts;
    styledShadow(this, style).append(row);
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", "Player");
    bindProgressBar(bar, this.playing);
    const observer = new ResizeObserver(this.redraw);
    observer.observe(bar);
    const timer = setInterval(() => this.remember(), KEEP_MS);
    this.unbind = [
      watchTheme(this.redraw),
      yields(this, () => this.voice?.pause()),
      () => observer.disconnect(),
      () => clearInterval(timer),
    ];
    tellSystem(this.playing, (by) => void this.step(by));
  }

  disconnectedCallback(): void {
    this.voice?.pause();
    this.teller?.end();
    for (const end of this.unbind) end();
  }

  get listed(): Listed | undefined {
    return current(this.queue);
  }

  get paused(): boolean {
    return this.voice?.paused ?? true;
  }

  /** Plays a list from a song on; that song again, where it is on already, pauses and goes on. */
  async start(queue: Queue): Promise<void> {
    const same = this.listed && this.listed.notes === current(queue)?.notes;
    this.queue = queue;
    if (same && this.voice) await this.toggle();
    else await this.lay(0, true);
  }

  /** As it was on the page before. */
  async restore(kept: Kept, sounding: boolean): Promise<void> {
    this.queue = kept.queue;
    this.loud(kept.volume);
    await this.lay(kept.position, sounding && kept.playing);
  }

  async toggle(): Promise<void> {
    if (!this.paused) this.voice?.pause();
    else await this.sound();
  }

  private async step(by: number): Promise<void> {
    const next = moved(this.queue, by);
    if (next) {
      this.queue = next;
      await this.lay(0, true);
    } else this.seek(0);
  }

  private async lay(position: number, sounding: boolean): Promise<void> {
    const { listed } = this;
    if (!listed) return;
    this.voice?.pause();
    this.teller?.end();
    this.teller = new PlayTeller(listed.plays ?? "", () => this.sounding());
    [this.voice, this.song, this.peaks, this.wished] = [null, null, [], position];
    const busy = { first: !moved(this.queue, -1), last: !moved(this.queue, 1) };
    showSong(this.parts, listed, busy);
    this.show();
    const heard = {
      changed: () => this.changed(),
      ended: () => void this.ended(),
      failed: () => void (this.parts.maker.textContent = NOT_HERE),
    };
    const come = await load(listed, heard);
    if (this.listed !== listed) return; // another one was chosen meanwhile
    if (!come) return heard.failed();
    ({ voice: this.voice, song: this.song, peaks: this.peaks } = come);
    this.voice.loud(this.volume);
    if (this.wished) this.voice.seek(this.wished);
    if (sounding) await this.sound();
    this.show();
  }

  private async sound(): Promise<void> {
    begin(this);
    // A browser may want a press on each page that is loaded as a whole: then it waits for one.
    await this.voice?.play().catch(() => this.show());
    this.remember();
  }

  private async ended(): Promise<void> {
    this.teller?.changed();
    if (moved(this.queue, 1)) await this.step(1);
    else this.show();
  }

  private seek(seconds: number): void {
    this.wished = Math.max(0, seconds);
    this.voice?.seek(Math.min(this.wished, this.voice.duration));
    this.show();
  }

  private loud(volume: number): void {
    this.volume = volume;
    this.parts.volume.value = String(volume);
    this.voice?.loud(volume);
  }

  private close(): void {
    this.remove();
    keep(null);
    document.documentElement.classList.remove("docked");
    dispatchEvent(new Event("dock"));
    document.getElementById("main")?.focus({ preventScroll: true });
  }

  private sounding(): { now: number; sounding: boolean } {
    return { now: this.voice?.now ?? 0, sounding: !this.paused && this.volume > 0 };
  }

  private changed(): void {
    this.teller?.changed();
    this.show();
    this.follow();
  }

  private follow(): void {
    if (this.paused || !this.isConnected) return;
    showProgress(this.parts.bar, this.parts.time, this.playing);
    this.draw();
    requestAnimationFrame(() => this.follow());
  }

  private show(): void {
    showState(this.parts, this.listed?.title ?? "", this.paused);
    showProgress(this.parts.bar, this.parts.time, this.playing);
    dispatchEvent(new Event("dock"));
    this.redraw();
  }

  remember(playing = !this.paused): void {
    if (!this.isConnected) return;
    const position = this.voice?.now ?? this.wished;
    keep({ queue: this.queue, position, playing, volume: this.volume });
  }

  private draw(): void {
    if (!this.isConnected || !this.parts.canvas.clientWidth) return;
    const { context, width, height } = fitted(this.parts.canvas);
    const { song, peaks } = this;
    const duration = this.playing.duration();
    const share = song && duration ? secondsAt(song, songEnd(song)) / duration : 1;
    const played = duration ? this.playing.now() / duration : 0;
    drawRecording(context, { song, share, peaks, played }, { width, height }, palette(this));
  }
}

if (!customElements.get("song-dock")) customElements.define("song-dock", SongDock);
