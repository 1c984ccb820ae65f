/** Look-ahead scheduling: says what sounds when, and never touches audio or a timer. */
import { barTicks, beatTicks, meterAt, secondsAt, tickAt } from "../music/time.ts";
import type { Message } from "./output.ts";
import { type Cue, firstCue, type Timeline } from "./timeline.ts";

export interface Timed {
  readonly at: number; // seconds on the output's clock
  readonly tick: number;
  readonly message: Message;
}

export interface Loop {
  readonly start: number; // tick
  readonly end: number; // tick, after the start
}

interface Anchor {
  readonly at: number; // seconds on the output's clock
  readonly tick: number; // what is heard then
}

interface Sounding {
  readonly channel: number;
  readonly pitch: number;
  readonly at: number; // seconds: when it begins, perhaps a moment from now
}

const keyOf = (message: { channel: number; pitch: number }): number =>
  message.channel * 128 + message.pitch;

export class Scheduler {
  loop: Loop | null = null;
  metronome = false;
  // The last governs the horizon, earlier ones what is heard until it takes over.
  private anchors: Anchor[];
  private horizon: number; // tick up to which everything has been handed out
  private index: number;
  private readonly sounding = new Map<number, Sounding>();
  private pending: Timed[] = [];
  private timeline: Timeline;

  constructor(timeline: Timeline, tick: number, at: number) {
    this.timeline = timeline;
    this.anchors = [{ at, tick }];
    this.horizon = tick;
    this.index = firstCue(timeline, tick);
  }

  /** Everything that sounds before `until` (seconds) and has not been handed out yet. */
  advance(until: number): Timed[] {
    const out = this.pending;
    this.pending = [];
    for (;;) {
      const loop =
        this.loop && this.loop.end > this.loop.start && this.horizon < this.loop.end
          ? this.loop
          : null;
      const limit = this.tickBy(this.lastAnchor, until);
      const stop = loop ? Math.min(limit, loop.end) : limit;
      if (stop > this.horizon) this.collect(stop, out);
      if (!loop || stop < loop.end) return out;
      this.wrap(loop, out);
    }
  }

  /** The tick heard at `at`. */
  tickAt(at: number): number {
    const anchor =
      this.anchors.findLast((candidate) => candidate.at <= at) ?? (this.anchors[0] as Anchor);
    return Math.max(anchor.tick, this.tickBy(anchor, at));
  }

  /**
   * Changes the music under way: what was handed out stands, notes that no longer exist are ended.
   */
  replace(timeline: Timeline): void {
    const anchor = { at: this.timeOf(this.horizon), tick: this.horizon };
    this.timeline = timeline;
    this.anchors.push(anchor);
    this.index = firstCue(timeline, this.horizon);
    for (const note of this.sounding.values()) {
      const stands = timeline.song.tracks[note.channel]?.notes.some(
        ({ pitch, onset, length }) =>
          pitch === note.pitch && onset < anchor.tick && onset + length >= anchor.tick,
      );
      if (!stands) this.end(note, anchor, this.pending);
    }
  }

  /**
   * Ends of all notes handed out and not yet ended: at `at`, or when they begin if that is later.
   */
  release(at: number): Timed[] {
    const out: Timed[] = [];
    for (const note of this.sounding.values()) this.end(note, { at, tick: this.horizon }, out);
    return out;
  }

  private get lastAnchor(): Anchor {
    return this.anchors.at(-1) as Anchor;
  }

  private tickBy(anchor: Anchor, at: number): number {
    return tickAt(this.timeline.song, secondsAt(this.timeline.song, anchor.tick) + at - anchor.at);
  }

  private timeOf(tick: number): number {
    const { at, tick: from } = this.lastAnchor;
    return at + secondsAt(this.timeline.song, tick) - secondsAt(this.timeline.song, from);
  }

  private collect(stop: number, out: Timed[]): void {
    const { cues } = this.timeline;
    if (this.metronome) this.click(stop, out);
    for (; this.index < cues.length; this.index += 1) {
      const { tick, message } = cues[this.index] as Cue;
      if (tick >= stop) break;
      const at = this.timeOf(tick);
      if (message.type === "on") this.sounding.set(keyOf(message), { ...message, at });
      // It began before we did.
      if (message.type === "off" && !this.sounding.delete(keyOf(message))) continue;
      out.push({ at, tick, message });
    }
    this.horizon = stop;
  }

  private click(stop: number, out: Timed[]): void {
    let tick = this.horizon;
    while (tick < stop) {
      const meter = meterAt(this.timeline.song, tick);
      const beat = beatTicks(meter);
      const next = meter.tick + Math.ceil((tick - meter.tick) / beat) * beat;
      if (next >= stop) return;
      const accent = (next - meter.tick) % barTicks(meter) === 0;
      out.push({ at: this.timeOf(next), tick: next, message: { type: "click", accent } });
      tick = next + 1;
    }
  }

  private wrap(loop: Loop, out: Timed[]): void {
    const at = this.timeOf(loop.end);
    for (const note of this.sounding.values()) this.end(note, { at, tick: loop.end }, out);
    this.anchors = [...this.anchors.slice(-3), { at, tick: loop.start }];
    this.horizon = loop.start;
    this.index = firstCue(this.timeline, loop.start);
  }

  private end(note: Sounding, { at, tick }: Anchor, out: Timed[]): void {
    this.sounding.delete(keyOf(note));
    out.push({
      at: Math.max(at, note.at),
      tick,
      message: { type: "off", channel: note.channel, pitch: note.pitch },
    });
  }
}
