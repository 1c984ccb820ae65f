/** A recording in the making: how loud it is, how long it is, and its end after a minute. */
import { MOST_SECONDS } from "../../humming/decoding.ts";
import type { Microphone } from "../../humming/microphone.ts";
import { clockText } from "../../music/time.ts";
import type { Parts } from "./parts.ts";

const LOOK_MS = 80;

export class Taping {
  private readonly parts: Parts;
  private readonly done: (tape: Blob) => void;
  private microphone: Microphone | null = null;
  private looking: ReturnType<typeof setInterval> | undefined;
  private began = 0;

  constructor(parts: Parts, done: (tape: Blob) => void) {
    this.parts = parts;
    this.done = done;
    parts.stop.onclick = () => void this.stop();
  }

  start(microphone: Microphone): void {
    this.microphone = microphone;
    this.began = performance.now();
    this.looking = setInterval(() => this.look(microphone), LOOK_MS);
    this.look(microphone);
    this.parts.stop.focus();
    void microphone.ended.then(() => this.stop()); // unplugged
  }

  /** Without a recording: nobody wants it any more. */
  drop(): void {
    clearInterval(this.looking);
    this.microphone?.close();
    this.microphone = null;
  }

  private look(microphone: Microphone): void {
    const seconds = (performance.now() - this.began) / 1000;
    this.parts.level.value = microphone.level();
    this.parts.count.value = clockText(seconds);
    if (seconds >= MOST_SECONDS) void this.stop();
  }

  private async stop(): Promise<void> {
    const { microphone } = this;
    if (!microphone) return;
    clearInterval(this.looking);
    this.microphone = null;
    this.done(await microphone.stop());
  }
}
