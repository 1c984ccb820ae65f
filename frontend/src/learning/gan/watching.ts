/** Lets a game go on while the page stays quick: some rounds a frame, or one turn now and then. */
import type { Training, Who } from "./training.ts";

const BUSY_MS = 8; // of a frame, for rounds
const SLOW_MS = 700; // between turns in slow motion
const CALM_MS = 1000; // between pictures where motion is not wanted

export class Watching {
  slow = false;
  private running = false;
  private before = 0; // when a slow turn, or a calm picture, came last
  private readonly training: () => Training;
  private readonly moved: (who: Who | null) => void;

  /** `moved` hears of what is to be shown: whose turn it was, or null for rounds of both. */
  constructor(training: () => Training, moved: (who: Who | null) => void) {
    this.training = training;
    this.moved = moved;
  }

  get on(): boolean {
    return this.running;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.before = 0;
    requestAnimationFrame((now) => this.frame(now));
  }

  stop(): void {
    this.running = false;
  }

  private frame(now: number): void {
    if (!this.running) return;
    if (this.slow) this.crawl(now);
    else this.run(now);
    requestAnimationFrame((next) => this.frame(next));
  }

  private crawl(now: number): void {
    if (now - this.before < SLOW_MS) return;
    this.before = now;
    const training = this.training();
    const who = training.next;
    training.turn(who);
    this.moved(who);
  }

  private run(now: number): void {
    const training = this.training();
    const end = performance.now() + BUSY_MS;
    do training.round();
    while (performance.now() < end);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (calm && now - this.before < CALM_MS) return;
    this.before = now;
    this.moved(null);
  }
}
