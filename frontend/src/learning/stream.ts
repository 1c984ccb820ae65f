/** Plays column after column for as long as one likes; each is asked for just before it sounds. */
import { sound } from "../playback/sound.ts";
import { begin, yields } from "../playback/turn.ts";
import { awake } from "./deck.ts";

const SECONDS = 0.25; // an eighth at 120 quarters a minute
const LENGTH = 0.23; // of its note
const AHEAD = 0.15;
const LOOK_MS = 40;
const CHANNEL = 0;

export interface Column {
  readonly pitch: number | null; // null: silence
  readonly velocity: number;
}

export class Stream {
  private timer: ReturnType<typeof setInterval> | undefined;
  private next = 0; // seconds on the clock of the sound
  private unbind = (): void => {};
  private asked = 0; // pressed again while the sound wakes: only the last one plays
  private readonly ask: () => Column | null;
  private readonly changed: (playing: boolean) => void;

  /** `ask` gives the next column, or null for the end. */
  constructor(ask: () => Column | null, changed: (playing: boolean) => void) {
    this.ask = ask;
    this.changed = changed;
  }

  get playing(): boolean {
    return this.timer !== undefined;
  }

  async play(): Promise<void> {
    this.stop();
    begin(this);
    this.unbind = yields(this, () => this.stop());
    const mine = this.asked;
    if (!(await awake()) || mine !== this.asked) return;
    sound.gain = 1;
    this.next = sound.now() + AHEAD;
    sound.send({ type: "program", channel: CHANNEL, program: 0, drums: false }, sound.now());
    sound.send({ type: "volume", channel: CHANNEL, value: 100 }, sound.now());
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.changed(true);
    this.look();
  }

  stop(): void {
    this.asked += 1;
    this.unbind();
    this.unbind = () => {};
    if (!this.playing) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.changed(false);
  }

  private look(): void {
    // A page that slept goes on from now, and does not catch up.
    if (this.next < sound.now() - SECONDS) this.next = sound.now();
    while (this.playing && this.next < sound.now() + AHEAD) {
      const column = this.ask();
      if (!column) return this.stop();
      this.sing(column);
      this.next += SECONDS;
    }
  }

  private sing({ pitch, velocity }: Column): void {
    if (pitch === null) return;
    const [channel, at] = [CHANNEL, this.next];
    sound.send({ type: "on", channel, pitch, velocity }, at);
    sound.send({ type: "off", channel, pitch }, at + LENGTH);
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
