/** Look-ahead scheduling: says what sounds when, and never touches audio or a timer. */
import { TICKS_PER_QUARTER } from "../music/song.ts";
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
  readonly turn: number; // how often the loop has begun anew
}

/** A place as one hears it; ticks before the start are below that of the start. */
export interface Moment {
  readonly tick: number;
  readonly turn: number; // how often the loop has begun anew
}

/** What was handed out, and what sounded on its key before that. */
interface Handed extends Timed {
  readonly before?: Sounding | undefined;
}

interface Sounding {
  readonly channel: number;
  readonly pitch: number;
  readonly at: number; // seconds: when it begins, perhaps a moment from now
}

const PULSE = TICKS_PER_QUARTER / 24;
const HAIR = 1e-6; // seconds: much less than a tick, more than sums of seconds are off

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
  private pending: Timed[];
  private pulses: number[] = []; // seconds
  private handed: Handed[] = []; // what may still be taken back, in the order it was given
  private readonly lead: readonly Timed[];
  private timeline: Timeline;

  /** `lead` sounds before the start: the count-in. */
  constructor(timeline: Timeline, tick: number, at: number, lead: readonly Timed[] = []) {
    this.timeline = timeline;
    this.anchors = [{ at, tick, turn: 0 }];
    this.horizon = tick;
    this.lead = lead;
    this.pending = [...lead];
    this.index = firstCue(timeline, tick);
  }

  /** Everything that sounds before `until` (seconds) and has not been handed out yet. */
  advance(until: number): Timed[] {
    const out = this.pending;
    this.pending = [];
    for (;;) {
      const loop =
        this.loop && this.loop.end > this.loop.start && this.horizon <= this.loop.end
          ? this.loop
          : null;
      const limit = this.tickBy(this.lastAnchor, until);
      const stop = loop ? Math.min(limit, loop.end) : limit;
      if (stop > this.horizon) this.collect(stop, out);
      if (!loop || stop < loop.end) return out;
      this.wrap(loop, out);
    }
  }

  /** The moments (seconds) of the clock's pulses in what was handed out since the last time. */
  takePulses(): number[] {
    const { pulses } = this;
    this.pulses = [];
    return pulses;
  }

  /** The tick heard at `at`. */
  tickAt(at: number): number {
    const anchor = this.anchorAt(at);
    return Math.max(anchor.tick, this.tickBy(anchor, at));
  }

  /** Where somebody who plays along at `at` is, in the count-in too. */
  momentAt(at: number): Moment {
    const anchor = this.anchorAt(at);
    const { turn, tick } = anchor;
    if (at >= anchor.at) return { tick: this.tickBy(anchor, at), turn };
    const { song } = this.timeline;
    const second = tickAt(song, secondsAt(song, tick) + 1) - tick; // the tempo goes on backwards
    return { tick: tick - (anchor.at - at) * second, turn };
  }

  /**
   * Takes back what was handed out for later than `at` (seconds): it is handed out again, as the
   * music is then. Returns the moment after which nothing stands any more.
   */
  rewind(at: number): number {
    const begun = this.anchors.filter((anchor) => anchor.at <= at);
    this.anchors = begun.length > 0 ? begun : this.anchors.slice(0, 1);
    // A whole tick: all that is in the music lies on one, so it is clear what comes before it.
    this.horizon = Math.ceil(this.tickAt(at) - 1e-3);
    const after = begun.length > 0 ? this.timeOf(this.horizon) - HAIR : at;
    this.takeBack(after);
    this.pending = this.lead.filter((click) => click.at > after);
    this.index = firstCue(this.timeline, this.horizon);
    return after;
  }

  /** What is heard by now cannot be taken back any more. */
  forget(now: number): void {
    this.handed = this.handed.filter(({ at }) => at > now);
    const current = this.anchors.indexOf(this.anchorAt(now));
    this.anchors = this.anchors.slice(Math.max(0, current));
  }

  /**
   * Changes the music under way: what was handed out stands, notes that no longer exist are ended.
   */
  replace(timeline: Timeline): void {
    const { turn } = this.lastAnchor;
    const anchor = { at: this.timeOf(this.horizon), tick: this.horizon, turn };
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

  private takeBack(after: number): void {
    const [stands, gone] = [[] as Handed[], [] as Handed[]];
    for (const each of this.handed) (each.at > after ? gone : stands).push(each);
    for (const { message, before } of gone.toReversed()) {
      if (message.type !== "on" && message.type !== "off") continue;
      if (before) this.sounding.set(keyOf(message), before);
      else this.sounding.delete(keyOf(message));
    }
    this.handed = stands;
  }

  private anchorAt(at: number): Anchor {
    return this.anchors.findLast((anchor) => anchor.at <= at) ?? (this.anchors[0] as Anchor);
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
    for (let tick = Math.ceil(this.horizon / PULSE) * PULSE; tick < stop; tick += PULSE)
      this.pulses.push(this.timeOf(tick));
    if (this.metronome) this.click(stop, out);
    for (; this.index < cues.length; this.index += 1) {
      const { tick, message } = cues[this.index] as Cue;
      if (tick >= stop) break;
      if (message.type !== "on" && message.type !== "off") continue;
      const at = this.timeOf(tick);
      const before = this.sounding.get(keyOf(message));
      if (message.type === "off" && !before) continue; // it began before we did
      if (message.type === "on") this.sounding.set(keyOf(message), { ...message, at });
      else this.sounding.delete(keyOf(message));
      this.give({ at, tick, message, before }, out);
    }
    this.horizon = stop;
  }

  private give(handed: Handed, out: Timed[]): void {
    const { at, tick, message } = handed;
    this.handed.push(handed);
    out.push({ at, tick, message });
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
    this.anchors.push({ at, tick: loop.start, turn: this.lastAnchor.turn + 1 });
    this.horizon = loop.start;
    this.index = firstCue(this.timeline, loop.start);
  }

  private end(note: Sounding, { at, tick }: { at: number; tick: number }, out: Timed[]): void {
    const { channel, pitch } = note;
    this.sounding.delete(keyOf(note));
    const message: Message = { type: "off", channel, pitch };
    this.give({ at: Math.max(at, note.at), tick, message, before: note }, out);
  }
}
