/**
 * Hearing a song while the model still writes it: it grows on show, and the finished take goes on
 * from there.
 */
import { firstNews } from "../music/news.ts";
import type { Track } from "../music/song.ts";
import { barTicks, meterAt } from "../music/time.ts";
import type { Elements } from "./elements.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import { hearTake, nextTake } from "./takes.ts";
import { togglePlay } from "./transport.ts";

const BARS_MORE = 2; // to play on for: less would be a stutter
const THERE = "The first notes are there. Listen in plays them while the rest is written.";

export class Preview {
  private readonly studio: Studio;
  private readonly act: Elements["listenIn"];
  private latest: Omit<Take, "number"> | null = null;
  private shown: Take | null = null;
  private ended: number | null = null; // tick at which the playing was done with what was written

  constructor(studio: Studio, { listenIn }: Pick<Elements, "listenIn">) {
    this.studio = studio;
    this.act = listenIn;
    listenIn.onclick = () => void this.listen();
    studio.topics.after(["transport"], () => (this.ended = null));
    studio.topics.after(["ended"], () => {
      if (this.listening) this.ended = studio.player.end;
    });
  }

  /** Whether the song is heard as it grows. */
  get listening(): boolean {
    return this.shown !== null && this.studio.state.heard === this.shown;
  }

  /** The song as it is now. What is not on show does not come on show by itself. */
  offer(unfinished: Omit<Take, "number">): void {
    const tracks = sameKeys(unfinished.song.tracks, this.latest?.song.tracks);
    this.latest = { ...unfinished, song: { ...unfinished.song, tracks } };
    if (this.act.hidden) this.studio.messages.say(THERE);
    this.act.hidden = false;
    if (!this.listening) return;
    this.show(this.latest);
    this.playOn(BARS_MORE);
  }

  /** Where the model wrote more slowly than one hears: goes on once there are so many bars more. */
  playOn(bars: number): void {
    const { studio, ended } = this;
    if (ended === null) return;
    const enough = ended + bars * barTicks(meterAt(studio.song, ended));
    if (studio.player.end <= ended || studio.player.end < enough) return;
    studio.seek(ended);
    void togglePlay(studio);
  }

  /** The job has ended: without a take the own song comes back. */
  close(): void {
    const { studio, shown } = this;
    this.latest = this.shown = null;
    this.act.hidden = true;
    if (shown && studio.state.heard === shown) studio.change(hearTake, null);
  }

  private async listen(): Promise<void> {
    const { studio, latest } = this;
    if (!latest) return;
    this.show(latest);
    const news = firstNews(latest.input, latest.song);
    studio.seek(Math.max(0, news - barTicks(meterAt(latest.song, news))));
    if (!studio.player.playing) await togglePlay(studio);
  }

  private show(latest: Omit<Take, "number">): void {
    this.shown = { ...latest, number: nextTake(this.studio.state) };
    this.studio.change(hearTake, this.shown);
  }
}

/** A track keeps its key as the song grows, and with it what was pressed beside it. */
function sameKeys(tracks: readonly Track[], before: readonly Track[] = []): Track[] {
  return tracks.map((track, index) => ({ ...track, key: before[index]?.key ?? track.key }));
}
