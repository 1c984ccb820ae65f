/**
 * Hearing a song while the model still writes it: it grows on show, and the finished take goes on
 * from there.
 */
import { firstNews } from "../music/replay.ts";
import { barTicks, meterAt } from "../music/time.ts";
import { say } from "./messages.ts";
import { byId } from "./page.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import { goTo, togglePlay } from "./transport.ts";

export class Drafts {
  private readonly studio: Studio;
  private readonly act = byId<HTMLButtonElement>("listen-in");
  private latest: Omit<Take, "number"> | null = null;
  private shown: Take | null = null;

  constructor(studio: Studio) {
    this.studio = studio;
    this.act.onclick = () => void this.listen();
  }

  /** Whether the song is heard as it grows. */
  get listening(): boolean {
    return this.shown !== null && this.studio.heard === this.shown;
  }

  /** The song as it is now. What is not on show does not come on show by itself. */
  offer(draft: Omit<Take, "number">): void {
    const before = this.latest?.song.tracks;
    // A track keeps its key from draft to draft, and with it what was pressed beside it.
    const tracks = draft.song.tracks.map((track, index) => ({
      ...track,
      key: before?.[index]?.key ?? track.key,
    }));
    this.latest = { ...draft, song: { ...draft.song, tracks } };
    if (this.act.hidden)
      say("The first notes are there. Listen in plays them while the rest is written.");
    this.act.hidden = false;
    if (this.listening) this.show();
  }

  /** The job has ended: without a take the own song comes back. */
  close(): void {
    const { studio, shown } = this;
    this.latest = this.shown = null;
    this.act.hidden = true;
    if (shown && studio.heard === shown) studio.audition(null);
  }

  private async listen(): Promise<void> {
    const { studio, latest } = this;
    if (!latest) return;
    this.show();
    const news = firstNews(latest.input, latest.song);
    goTo(studio, Math.max(0, news - barTicks(meterAt(latest.song, news))));
    if (!studio.player.playing) await togglePlay(studio);
  }

  private show(): void {
    if (!this.latest) return;
    this.shown = { ...this.latest, number: this.studio.nextTake };
    this.studio.audition(this.shown);
  }
}
