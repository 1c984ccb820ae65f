/** What one chunk of a file plays, as tracks: one for each program of each of its channels. */
import { makeTrack, type Note, sortNotes, type Track } from "../music/song.ts";
import {
  channelOf,
  CONTROL,
  type Event,
  isMeta,
  kindOf,
  PROGRAM,
  releases,
  strikes,
} from "./events.ts";
import { DRUMS } from "./holding.ts";
import { decodeBytes } from "./text.ts";

export const NAME = 0x03; // the kind of a meta event
const VOLUME = 7; // controllers
const PAN = 10;

type Controls = Map<number, number>; // the first value of each: later ones are fades

interface Instrument {
  readonly program: number;
  readonly drums: boolean;
  readonly name: string;
  readonly controls: Controls;
  readonly notes: Note[];
}

interface Struck {
  readonly tick: number;
  readonly velocity: number;
}

export class Playing {
  private readonly ticks: (tick: number) => number;
  private name = "";
  private readonly programs = new Map<number, number>(); // by channel
  private readonly early = new Map<number, Controls>(); // of a channel that has no notes yet
  private readonly instruments = new Map<string, Instrument>();
  private readonly struck = new Map<number, Struck[]>();

  /** `ticks` makes ticks of ours of those of the file. */
  constructor(ticks: (tick: number) => number) {
    this.ticks = ticks;
  }

  /** In the order in which their first notes end. */
  tracks(): Track[] {
    return [...this.instruments.values()].map(({ controls, notes, ...rest }) =>
      makeTrack({
        ...rest,
        volume: controls.get(VOLUME) ?? 100,
        pan: controls.get(PAN) ?? 64,
        notes: sortNotes(notes),
      }),
    );
  }

  listen(event: Event): void {
    const channel = channelOf(event);
    if (isMeta(event, NAME)) this.name = decodeBytes(event.body);
    else if (kindOf(event) === PROGRAM) this.programs.set(channel, event.first);
    else if (kindOf(event) === CONTROL) setFirst(this.controls(channel), event);
    else if (strikes(event)) this.strike(event, channel * 128 + event.first);
    else if (releases(event)) this.release(event, channel * 128 + event.first);
  }

  private controls(channel: number): Controls {
    const playing = this.instruments.get(`${this.programs.get(channel) ?? 0} ${channel}`);
    const found = playing?.controls ?? this.early.get(channel) ?? new Map();
    if (!playing) this.early.set(channel, found);
    return found;
  }

  private strike({ tick, second: velocity }: Event, key: number): void {
    const before = this.struck.get(key);
    if (before) before.push({ tick, velocity });
    else this.struck.set(key, [{ tick, velocity }]);
  }

  /** Ends every note of its pitch that began earlier; what begins on its tick goes on. */
  private release(event: Event, key: number): void {
    const struck = this.struck.get(key) ?? [];
    this.struck.delete(key);
    const ended = struck.filter(({ tick }) => tick !== event.tick);
    if (ended.length === 0) return;
    const begun = struck.filter(({ tick }) => tick === event.tick);
    if (begun.length > 0) this.struck.set(key, begun);
    const { notes } = this.instrument(channelOf(event));
    for (const one of ended) notes.push(this.note(event, one));
  }

  private note(event: Event, { tick, velocity }: Struck): Note {
    const onset = this.ticks(tick);
    const length = Math.max(1, this.ticks(event.tick) - onset);
    return { onset, pitch: event.first, length, velocity };
  }

  private instrument(channel: number): Instrument {
    const program = this.programs.get(channel) ?? 0;
    const key = `${program} ${channel}`;
    const { name } = this;
    const controls = this.early.get(channel) ?? new Map();
    const drums = channel === DRUMS;
    const found = this.instruments.get(key) ?? { program, drums, name, controls, notes: [] };
    this.instruments.set(key, found);
    return found;
  }
}

function setFirst(controls: Controls, { first, second }: Event): void {
  if (!controls.has(first)) controls.set(first, second);
}
