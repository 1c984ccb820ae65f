/** From the first epoch to the last, two bars of each: those where they begin to differ. */
import type { SongDocument } from "../music/song.ts";
import type { SongPlayer } from "../player/element.ts";
import { barsOf, differsFrom } from "./takes.ts";

const BARS = 2;

export interface Way {
  count(): number;
  take(at: number): Promise<SongDocument>;
  reached(at: number): void;
  over(): void;
}

export class Tour {
  private at = -1; // of what sounds; -1 while nobody is on the way
  private from = 0; // bar
  private ended = false;
  private readonly button: HTMLButtonElement;
  private readonly player: SongPlayer;
  private readonly way: Way;

  constructor(button: HTMLButtonElement, player: SongPlayer, way: Way) {
    [this.button, this.player, this.way] = [button, player, way];
    button.addEventListener("click", () => {
      if (this.at < 0) void this.begin();
      else this.leave();
    });
    player.addEventListener("ended", () => this.go());
    player.addEventListener("pause", () => this.paused());
  }

  /** Without a word to the page, which has something else in mind. */
  end(): void {
    if (this.at < 0) return;
    this.at = -1;
    this.player.pause();
    this.tell();
  }

  private leave(): void {
    this.end();
    this.way.over();
  }

  private async begin(): Promise<void> {
    const last = this.way.count() - 1;
    this.at = 0;
    this.tell();
    try {
      const [first, end] = await Promise.all([this.way.take(0), this.way.take(last)]);
      this.from = differsFrom(first, end);
      await this.play(0);
    } catch {
      this.leave(); // the film says what did not come
    }
  }

  private async play(at: number): Promise<void> {
    const take = await this.way.take(at);
    if (this.at !== at) return;
    this.way.reached(at);
    this.player.document = barsOf(take, this.from, BARS);
    this.player.currentTime = 0;
    await this.player.play();
    // At hand when it is due.
    if (at + 1 < this.way.count()) this.way.take(at + 1).catch(() => null);
  }

  private go(): void {
    this.ended = true;
    if (this.at < 0) return;
    if (this.at + 1 >= this.way.count()) return this.leave();
    this.at += 1;
    this.play(this.at).catch(() => this.leave());
  }

  /** By hand, that is: at its end a song pauses too. */
  private paused(): void {
    this.ended = false;
    setTimeout(() => {
      if (!this.ended && this.at >= 0 && this.player.paused) this.leave();
    }, 60);
  }

  private tell(): void {
    this.button.textContent = this.at < 0 ? "First to last" : "Stop";
    this.button.setAttribute("aria-pressed", String(this.at >= 0));
  }
}
