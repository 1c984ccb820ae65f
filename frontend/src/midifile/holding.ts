/**
 * How long notes sound in a file: on under the sustain pedal, and to the end of the song where no
 * key was released.
 */
import {
  channelOf,
  CONTROL,
  type Event,
  kindOf,
  NO_BODY,
  NOTE_OFF,
  releases,
  strikes,
} from "./events.ts";

export const DRUMS = 9; // the channel
const PEDAL = 64; // controllers
const ALL_SOUND_OFF = 120;
const RESET = 121;
const ALL_NOTES_OFF = 123;
const DOWN = 64; // a pedal at least so far

/** How many notes sound longer than their key was down, were never released, had no length. */
export interface Held {
  readonly pedal: number;
  readonly unreleased: number;
  readonly instant: number;
}

interface Pressed {
  readonly chunk: number;
  readonly pitch: number;
  onsets: number[];
}

/** What sounds on one channel while its events go by. */
class Channel {
  readonly number: number;
  down = false;
  stopped = -1; // when all notes were last told to end
  readonly keys = new Map<number, Pressed>();
  readonly struck = new Map<number, number>(); // pitch: when last
  readonly kept = new Map<number, Event[]>(); // pitch: releases that wait

  constructor(number: number) {
    this.number = number;
  }

  key(chunk: number, pitch: number): Pressed {
    const place = chunk * 128 + pitch;
    const found = this.keys.get(place) ?? { chunk, pitch, onsets: [] };
    this.keys.set(place, found);
    return found;
  }
}

/** Goes once through all events, in order of time, and moves releases to where the sound ends. */
class Holding {
  readonly added: Event[] = [];
  private readonly beat: number; // ticks
  private readonly channels = new Map<number, Channel>();
  private pedal = 0;
  private unreleased = 0;
  private instant = 0;
  private last = 0;

  constructor(beat: number) {
    this.beat = beat;
  }

  listen(events: readonly Event[]): Held {
    for (const event of events) {
      if (kindOf(event)) this.hear(event);
    }
    for (const channel of this.channels.values()) {
      this.lift(channel, this.last);
      this.end(channel, this.last);
    }
    const { pedal, unreleased, instant } = this;
    return { pedal, unreleased, instant };
  }

  private hear(event: Event): void {
    this.last = event.tick;
    if (strikes(event)) this.strike(event, this.channel(event));
    else if (releases(event)) this.keyUp(event, this.channel(event));
    else if (kindOf(event) === CONTROL) this.control(event, this.channel(event));
  }

  private channel(event: Event): Channel {
    const number = channelOf(event);
    const found = this.channels.get(number) ?? new Channel(number);
    this.channels.set(number, found);
    return found;
  }

  private strike({ tick, chunk, first: pitch }: Event, channel: Channel): void {
    // Struck again under the pedal, a string sounds anew: the note before ends here.
    this.release(channel.kept.get(pitch) ?? [], tick);
    channel.kept.delete(pitch);
    channel.key(chunk, pitch).onsets.push(tick);
    channel.struck.set(pitch, tick);
  }

  private keyUp(event: Event, channel: Channel): void {
    const { tick, chunk, first: pitch } = event;
    const key = channel.key(chunk, pitch);
    if (key.onsets.length === 0) return;
    const restruck = channel.struck.get(pitch) === tick;
    const begun = key.onsets.some((onset) => onset < tick);
    const ended = key.onsets.length;
    // A release ends what began before, and what begins on its tick goes on.
    key.onsets = begun ? key.onsets.filter((onset) => onset === tick) : [];
    if (!begun) {
      event.tick += 1; // a note of no length would be lost
      this.instant += ended;
    }
    if (channel.down && !(begun && restruck)) this.keep(event, channel);
  }

  private keep(event: Event, { kept }: Channel): void {
    kept.set(event.first, [...(kept.get(event.first) ?? []), event]);
  }

  private control({ tick, first: number, second: value }: Event, channel: Channel): void {
    if (number === PEDAL && channel.number !== DRUMS) channel.down = value >= DOWN;
    else if (number === RESET || number === ALL_SOUND_OFF) channel.down = false;
    if (!channel.down) this.lift(channel, tick);
    if (number === ALL_SOUND_OFF || number === ALL_NOTES_OFF) this.stop(channel, tick);
  }

  private lift({ kept }: Channel, tick: number): void {
    for (const waiting of kept.values()) this.release(waiting, tick);
    kept.clear();
  }

  private release(waiting: readonly Event[], tick: number): void {
    for (const event of waiting) {
      if (tick > event.tick) this.pedal += 1;
      event.tick = Math.max(event.tick, tick);
    }
  }

  /** All notes off: what began before ends. Said twice at one moment, it has nothing to end. */
  private stop(channel: Channel, tick: number): void {
    if (channel.stopped === tick) return;
    channel.stopped = tick;
    for (const key of channel.keys.values()) {
      if (!key.onsets.some((onset) => onset < tick)) continue;
      this.add(channel, key, tick);
      key.onsets = key.onsets.filter((onset) => onset >= tick);
    }
  }

  /** Keys that nobody released sound to the end; one that was struck there, for a beat. */
  private end(channel: Channel, tick: number): void {
    for (const key of channel.keys.values()) {
      this.unreleased += key.onsets.length;
      if (key.onsets.length === 0) continue;
      const before = key.onsets.every((onset) => onset < tick);
      this.add(channel, key, before ? tick : tick + this.beat);
    }
  }

  private add({ number }: Channel, { chunk, pitch: first }: Pressed, tick: number): void {
    const status = (NOTE_OFF << 4) | number;
    this.added.push({ tick, chunk, place: -1, status, first, second: 0, body: NO_BODY });
  }
}

/** Moves the releases to where each sound ends, and adds those that are missing. */
export function hold(events: Event[], beat: number): Held {
  const holding = new Holding(beat);
  const held = holding.listen(events.toSorted((a, b) => a.tick - b.tick)); // stable
  events.push(...holding.added);
  return held;
}
