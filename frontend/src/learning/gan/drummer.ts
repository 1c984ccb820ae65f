/** Plays bars of drums, one after the other, round and round or once. */
import { BEAT, type Column, Stream } from "../stream.ts";
import { type Bar, DRUMS, STEPS } from "./beats.ts";

export interface Place {
  readonly bar: number; // among those that are played
  readonly step: number;
}

const ACCENT = 104; // on the beat
const PLAIN = 82;
const BEAT_STEPS = 4;

/** What sounds at a step. */
export function columnAt(bar: Bar, step: number): Column {
  const struck = DRUMS.filter((_, row) => bar[row * STEPS + step] === 1);
  const [pitch = null, ...more] = struck.map((drum) => drum.pitch);
  return { pitch, more, velocity: step % BEAT_STEPS === 0 ? ACCENT : PLAIN };
}

export class Drummer {
  private order: readonly number[] = [];
  private endless = false;
  private at = 0; // steps since it began
  private readonly stream: Stream;
  private readonly bars: () => readonly Bar[];
  private readonly shown: (place: Place | null) => void;

  /** `bars` gives them as they are now; `shown` hears which step sounds, null when none does. */
  constructor(bars: () => readonly Bar[], shown: (place: Place | null) => void) {
    this.bars = bars;
    this.shown = shown;
    this.stream = new Stream(
      () => this.next(),
      (playing) => playing || shown(null),
      BEAT,
    );
  }

  get playing(): boolean {
    return this.stream.playing;
  }

  /** Whether it plays this bar and no other. */
  playsOnly(bar: number): boolean {
    return this.playing && this.order.length === 1 && this.order[0] === bar;
  }

  /** These bars by their places. */
  play(order: readonly number[], endless = true): void {
    [this.order, this.endless, this.at] = [order, endless, 0];
    void this.stream.play();
  }

  stop(): void {
    this.stream.stop();
  }

  private next(): Column | null {
    const turn = Math.floor(this.at / STEPS);
    if (!this.endless && turn >= this.order.length) return null;
    const place = { bar: this.order[turn % this.order.length] ?? 0, step: this.at % STEPS };
    this.at += 1;
    this.shown(place);
    const bar = this.bars()[place.bar];
    return bar ? columnAt(bar, place.step) : null;
  }
}
