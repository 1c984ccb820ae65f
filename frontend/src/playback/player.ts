/** Plays a song through an output: a timer around the scheduler, and the place of the playhead. */
import type { Song } from "../music/song.ts";
import { beatTicks, meterAt, secondsAt } from "../music/time.ts";
import type { Output } from "./output.ts";
import { type Loop, type Moment, Scheduler, type Timed } from "./scheduler.ts";
import { makeTimeline, type Timeline, trackMessages } from "./timeline.ts";

const TICK_MS = 25;
// Seconds that lie ready on the audio clock: a page that is busy for so long plays on in time.
const LOOK_AHEAD = 1.2;
const HIDDEN_LOOK_AHEAD = 2.5; // browsers run the timers of a hidden page once a second
// Seconds from now that are not taken back: the audio thread may be there before we are.
const TAKEN = 0.04;
const PAST = 1; // seconds; whoever plays along is asked about late
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
  private turns = 0; // of the loop, when it was stopped
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

  /** Where one is at `at` seconds of the output's clock; what a recorder needs. */
  momentAt(at: number): Moment {
    return this.scheduler?.momentAt(at) ?? { tick: this.resting, turn: this.turns };
  }

  get end(): number {
    return this.timeline.end;
  }

  set loop(loop: Loop | null) {
    this.region = loop;
    this.anew((scheduler) => (scheduler.loop = loop));
  }

  set metronome(on: boolean) {
    if (on === this.clicking) return;
    this.clicking = on;
    this.anew((scheduler) => (scheduler.metronome = on));
  }

  /** Takes over a song, or a changed one, without stopping. */
  load(song: Song, audible: (index: number) => boolean = () => true): void {
    this.audible = audible;
    const before = this.timeline.song;
    const notesChanged = (["tracks", "tempi", "meters"] as const).some(
      (part) => song[part] !== before[part],
    );
    if (notesChanged) this.timeline = makeTimeline(song);
    if (!this.scheduler) return;
    if (notesChanged) this.anew((scheduler) => scheduler.replace(this.timeline));
    this.prepare();
  }

  /** Starts at the playhead after `countIn` clicks. The output must be awake. */
  play(countIn = 0): void {
    if (this.scheduler) return;
    if (!this.endless && this.resting >= this.timeline.end) this.resting = 0;
    this.prepare();
    const from = this.output.now() + START_DELAY;
    const lead = this.count(countIn, from);
    this.startsAt = from + countIn * this.beat();
    this.start(this.resting, this.startsAt, lead);
    this.events.onState?.(true);
  }

  pause(): void {
    if (!this.scheduler) return;
    this.resting = Math.max(0, Math.round(this.tick));
    this.turns = this.scheduler.momentAt(this.output.now()).turn;
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

  /** Seconds of a beat at the playhead. */
  private beat(): number {
    const { song } = this.timeline;
    const end = this.resting + beatTicks(meterAt(song, this.resting));
    return secondsAt(song, end) - secondsAt(song, this.resting);
  }

  private count(clicks: number, from: number): Timed[] {
    const beat = this.beat();
    const inBar = meterAt(this.timeline.song, this.resting).numerator;
    return Array.from({ length: clicks }, (_, index) => ({
      at: from + index * beat,
      tick: this.resting,
      message: { type: "click", accent: index % inBar === 0 },
    }));
  }

  /** Changes what is to come: what lies ready is taken back and made again. */
  private anew(change: (scheduler: Scheduler) => void): void {
    const { scheduler } = this;
    if (!scheduler) return;
    const after = scheduler.rewind(this.output.now() + TAKEN);
    this.output.flush(after);
    if (this.startsAt > after) this.begin();
    change(scheduler);
    this.turn();
  }

  private start(tick: number, at: number, lead: readonly Timed[] = []): void {
    this.scheduler = new Scheduler(this.timeline, tick, at, lead);
    this.scheduler.loop = this.region;
    this.scheduler.metronome = this.clicking;
    this.begin();
    this.timer = setInterval(() => this.turn(), TICK_MS);
    this.turn();
  }

  private begin(): void {
    this.output.keepTime?.({ type: "begin", tick: this.resting }, this.startsAt);
  }

  private turn(): void {
    if (!this.scheduler) return;
    const hidden = typeof document !== "undefined" && document.hidden;
    const now = this.output.now();
    this.scheduler.forget(now - PAST);
    this.emit(this.scheduler.advance(now + (hidden ? HIDDEN_LOOK_AHEAD : LOOK_AHEAD)));
    for (const at of this.scheduler.takePulses()) this.output.keepTime?.({ type: "pulse" }, at);
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
    this.output.flush(this.scheduler?.rewind(now) ?? now);
    this.output.silence();
    // A note that begins at this very moment may do so after this call: it is ended by itself.
    this.emit(this.scheduler?.release(now) ?? []);
    this.output.keepTime?.({ type: "cease" }, now);
    this.scheduler = null;
  }

  private emit(timed: readonly Timed[]): void {
    for (const { message, at } of timed) this.output.send(message, at);
  }
}
