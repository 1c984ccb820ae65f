/** Plays column after column for as long as one likes; each is asked for just before it sounds. */
import { sound } from "../playback/sound.ts";
import { Floor } from "./floor.ts";

const AHEAD = 0.15;
const LOOK_MS = 40;
const GAP = 0.02; // seconds between a note and the next column

export interface Column {
  readonly pitch: number | null; // null: silence
  readonly velocity: number;
  readonly more?: readonly number[]; // pitches that sound with it
}

export interface Kind {
  readonly seconds: number; // of a column
  readonly channel: number;
  readonly drums: boolean;
}

/** Eighths of a piano at 120 quarters a minute. */
export const MELODY: Kind = { seconds: 0.25, channel: 0, drums: false };
/** Sixteenths of drums at 100. */
export const BEAT: Kind = { seconds: 0.15, channel: 9, drums: true };

export class Stream {
  private timer: ReturnType<typeof setInterval> | undefined;
  private next = 0; // seconds on the clock of the sound
  private readonly floor = new Floor();
  private readonly ask: () => Column | null;
  private readonly changed: (playing: boolean) => void;
  private readonly kind: Kind;

  /** `ask` gives the next column, or null for the end. */
  constructor(ask: () => Column | null, changed: (playing: boolean) => void, kind = MELODY) {
    this.ask = ask;
    this.changed = changed;
    this.kind = kind;
  }

  get playing(): boolean {
    return this.timer !== undefined;
  }

  async play(): Promise<void> {
    this.stop();
    if (!(await this.floor.take(this, () => this.stop()))) return;
    this.next = sound.now() + AHEAD;
    const { channel, drums } = this.kind;
    sound.send({ type: "program", channel, program: 0, drums }, sound.now());
    sound.send({ type: "volume", channel, value: 100 }, sound.now());
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.changed(true);
    this.look();
  }

  stop(): void {
    this.floor.leave();
    if (!this.playing) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.changed(false);
  }

  private look(): void {
    // A page that slept goes on from now, and does not catch up.
    const { seconds } = this.kind;
    if (this.next < sound.now() - seconds) this.next = sound.now();
    while (this.playing && this.next < sound.now() + AHEAD) {
      const column = this.ask();
      if (!column) return this.stop();
      this.sing(column);
      this.next += seconds;
    }
  }

  private sing({ pitch, velocity, more = [] }: Column): void {
    if (pitch === null) return;
    const { channel, seconds } = this.kind;
    const at = this.next;
    for (const each of [pitch, ...more]) {
      sound.send({ type: "on", channel, pitch: each, velocity }, at);
      sound.send({ type: "off", channel, pitch: each }, at + seconds - GAP);
    }
  }
}

/** Plays these once. */
export class Passage {
  private columns: readonly Column[] = [];
  private place = 0;
  private readonly stream: Stream;

  constructor(changed: (playing: boolean) => void) {
    this.stream = new Stream(() => this.columns[this.place++] ?? null, changed);
  }

  play(columns: readonly Column[]): void {
    this.columns = columns;
    this.place = 0;
    void this.stream.play();
  }

  stop(): void {
    this.stream.stop();
  }
}
