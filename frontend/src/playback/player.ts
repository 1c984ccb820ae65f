/** Plays a song through an output: a timer around the scheduler, and the place of the playhead. */
import type { Song } from "../music/song.ts";
import { beatTicks, meterAt, secondsAt } from "../music/time.ts";
import type { Output } from "./output.ts";
import { type Loop, Scheduler, type Timed } from "./scheduler.ts";
import { makeTimeline, type Timeline, trackMessages } from "./timeline.ts";

const TICK_MS = 25;
const LOOK_AHEAD = 0.12; // seconds
const HIDDEN_LOOK_AHEAD = 1.5; // browsers run the timers of a hidden page once a second
const START_DELAY = 0.03; // seconds: the first notes must not lie in the past when they arrive

export interface PlayerEvents {
  onState?(playing: boolean): void;
  onEnd?(): void;
}

export class Player {
  endless = false; // recording goes on behind the last note
  private readonly output: Output;
  private readonly events: PlayerEvents;
  private timeline: Timeline;
  private audible: (index: number) => boolean = () => true;
  private scheduler: Scheduler | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private resting = 0; // tick of the playhead while nothing plays
  private startsAt = 0;
  private region: Loop | null = null;
  private clicking = false;

  constructor(output: Output, song: Song, events: PlayerEvents = {}) {
    this.output = output;
    this.events = events;
    this.timeline = makeTimeline(song);
  }

  get playing(): boolean {
    return this.scheduler !== null;
  }

  get tick(): number {
    if (!this.scheduler) return this.resting;
    return this.scheduler.tickAt(Math.max(this.output.now(), this.startsAt));
  }

  /** Tick heard at `at` seconds of the output's clock; what a recorder needs. */
  tickAt(at: number): number {
    return this.scheduler?.tickAt(at) ?? this.resting;
  }

  get end(): number {
    return this.timeline.end;
  }

  set loop(loop: Loop | null) {
    this.region = loop;
    if (this.scheduler) this.scheduler.loop = loop;
  }

  set metronome(on: boolean) {
    this.clicking = on;
    if (this.scheduler) this.scheduler.metronome = on;
  }

  /** Takes over a song, or a changed one, without stopping. */
  load(song: Song, audible: (index: number) => boolean = () => true): void {
    this.audible = audible;
    const notesChanged =
      song.tracks !== this.timeline.song.tracks || song.tempi !== this.timeline.song.tempi;
    if (notesChanged) this.timeline = makeTimeline(song);
    if (!this.scheduler) return;
    if (notesChanged) this.scheduler.replace(this.timeline);
    this.prepare();
  }

  /** Starts at the playhead after `countIn` clicks. The output must be awake. */
  play(countIn = 0): void {
    if (this.scheduler) return;
    if (!this.endless && this.resting >= this.timeline.end) this.resting = 0;
    this.prepare();
    this.startsAt = this.output.now() + START_DELAY + this.count(countIn);
    this.start(this.resting, this.startsAt);
    this.events.onState?.(true);
  }

  pause(): void {
    if (!this.scheduler) return;
    this.resting = Math.max(0, Math.round(this.tick));
    this.halt();
    this.events.onState?.(false);
  }

  seek(tick: number): void {
    const going = this.scheduler !== null;
    if (going) this.halt();
    this.resting = Math.max(0, Math.round(tick));
    if (!going) return;
    this.startsAt = this.output.now() + START_DELAY;
    this.start(this.resting, this.startsAt);
  }

  private prepare(): void {
    const at = this.output.now();
    this.timeline.song.tracks.forEach((track, index) => {
      for (const message of trackMessages(track, index, this.audible(index)))
        this.output.send(message, at);
    });
  }

  private count(clicks: number): number {
    const { song } = this.timeline;
    const beat =
      secondsAt(song, this.resting + beatTicks(meterAt(song, this.resting))) -
      secondsAt(song, this.resting);
    const from = this.output.now() + START_DELAY;
    const inBar = meterAt(song, this.resting).numerator;
    for (let index = 0; index < clicks; index += 1) {
      this.output.send({ type: "click", accent: index % inBar === 0 }, from + index * beat);
    }
    return clicks * beat;
  }

  private start(tick: number, at: number): void {
    this.scheduler = new Scheduler(this.timeline, tick, at);
    this.scheduler.loop = this.region;
    this.scheduler.metronome = this.clicking;
    this.timer = setInterval(() => this.turn(), TICK_MS);
    this.turn();
  }

  private turn(): void {
    if (!this.scheduler) return;
    const hidden = typeof document !== "undefined" && document.hidden;
    const now = this.output.now();
    this.emit(this.scheduler.advance(now + (hidden ? HIDDEN_LOOK_AHEAD : LOOK_AHEAD)));
    const ended = !this.endless && !this.region && this.scheduler.tickAt(now) >= this.timeline.end;
    if (!ended || now < this.startsAt) return;
    this.halt();
    this.resting = 0;
    this.events.onState?.(false);
    this.events.onEnd?.();
  }

  private halt(): void {
    clearInterval(this.timer);
    const now = this.output.now();
    this.output.silence();
    // Notes handed out for the next moments begin after this call: each is ended when it begins,
    // before it is heard.
    this.emit(this.scheduler?.release(now) ?? []);
    this.scheduler = null;
  }

  private emit(timed: readonly Timed[]): void {
    for (const { message, at } of timed) this.output.send(message, at);
  }
}
