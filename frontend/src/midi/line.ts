/**
 * The wire to a MIDI device that plays along. Browsers cannot take back what they were given, so a
 * message waits here until it is nearly due.
 */

const AHEAD_MS = 40; // no more than a player leaves standing when it takes back what is to come
const TURN_MS = 15;
const ALL_NOTES_OFF = 123; // controllers
const PEDAL = 64;

interface Waiting {
  readonly bytes: readonly number[];
  readonly at: number; // seconds
}

/** What of a MIDI output is needed. */
export type Port = Pick<MIDIOutput, "send">;

/** The clock that `at` is given in, against the page's. */
export interface Clocks {
  /** Milliseconds, as in performance.now(). */
  now(): number;
  /** The page's time stamp at which one hears what sounds at `at`. */
  stampOf(at: number): number;
}

export class MidiLine {
  private readonly clocks: Clocks;
  private port: Port | null = null;
  private waiting: Waiting[] = [];
  private given: { readonly bytes: readonly number[]; readonly stamp: number }[] = [];
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(clocks: Clocks) {
    this.clocks = clocks;
  }

  get open(): boolean {
    return this.port !== null;
  }

  /** The device before is left silent. */
  connect(port: Port | null): void {
    if (port === this.port) return;
    this.silence();
    this.port = port;
  }

  send(bytes: readonly number[], at: number): void {
    if (!this.port) return;
    this.waiting.push({ bytes, at });
    this.turn();
    if (this.waiting.length > 0) this.timer ??= setInterval(() => this.turn(), TURN_MS);
  }

  /** Takes back what was to come later than `after` (seconds). */
  flush(after: number): void {
    this.waiting = this.waiting.filter(({ at }) => at <= after);
  }

  /** Nothing sounds there any more, and nothing is to come. */
  silence(): void {
    this.flush(-Infinity);
    for (let channel = 0; channel < 16; channel += 1)
      for (const controller of [PEDAL, ALL_NOTES_OFF])
        this.port?.send([0xb0 | channel, controller, 0]);
    // What begins in the next moment cannot be stopped before it does.
    for (const { bytes, stamp } of this.notBegun()) {
      const [status = 0, pitch = 0] = bytes;
      this.port?.send([status & 0x8f, pitch, 0], stamp + 1);
    }
  }

  private notBegun(): MidiLine["given"] {
    const now = this.clocks.now();
    this.given = this.given.filter(({ stamp }) => stamp > now);
    return this.given;
  }

  private turn(): void {
    const until = this.clocks.now() + AHEAD_MS;
    const timed = this.waiting.map((each) => ({ ...each, stamp: this.clocks.stampOf(each.at) }));
    const due = timed.filter(({ stamp }) => stamp <= until);
    this.waiting = this.waiting.filter((_, index) => (timed[index]?.stamp ?? 0) > until);
    for (const { bytes, stamp } of due.toSorted((a, b) => a.stamp - b.stamp))
      this.port?.send([...bytes], stamp);
    const ons = due.filter(({ bytes }) => ((bytes[0] ?? 0) & 0xf0) === 0x90);
    this.given = [...this.notBegun(), ...ons];
    if (this.waiting.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
