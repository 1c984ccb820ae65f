/** <learn-open>: what was made here, opened in the studio; the song is in the address. */
import type { Note, Song } from "../../music/song.ts";
import { fragmentOf } from "../../songlink/link.ts";
import { carriedKept, notesAfter } from "../carried.ts";
import { make } from "../making.ts";
import { NotYet } from "../notyet.ts";
import { isEmpty, notesOf, songOf } from "../tune.ts";
import { define, Part } from "./part.ts";

type Making = (title: string, source: string) => Promise<Song>;

/** Songs that were not drawn on a roll, by the name of their store. */
const MADE: Readonly<Record<string, Making>> = {
  forged: async (title) => (await import("../forged.ts")).forgedSong(title),
  attention: async (...asked) => (await import("../attention/opened.ts")).songAt(...asked),
  sample: async (title) => (await import("../overfit/kept.ts")).sampleSong(title),
  refilled: async (...asked) => (await import("../refill/refilled.ts")).refilledSong(...asked),
};
const EMPTY = "Your tune is empty: draw something in the first step.";
const LOST = "The music did not come. Check that you are online, and load the page again.";

class LearnOpen extends Part {
  private readonly link = make("a", { class: "button primary", text: "Open this in the studio" });
  private readonly told = make("p", { class: "notice", text: EMPTY });

  protected build(): void {
    this.append(this.link, this.told);
  }

  protected showAll(): void {
    const { store = "", source = "" } = this.dataset;
    const made = MADE[store];
    if (made) void this.showMade(made, source);
    else this.showTune();
  }

  private async showMade(made: Making, source: string): Promise<void> {
    this.told.hidden = true;
    try {
      await this.lead(await made(this.songTitle, source));
    } catch (error) {
      this.told.textContent = error instanceof NotYet ? error.message : LOST;
      this.told.hidden = false;
      this.link.hidden = true;
    }
  }

  private showTune(): void {
    const { tune } = this.shelf;
    this.told.hidden = !isEmpty(tune);
    this.link.hidden = isEmpty(tune);
    void this.lead(this.song());
  }

  private async lead(song: Song): Promise<void> {
    this.link.href = (this.dataset["studio"] ?? "") + (await fragmentOf(song));
  }

  private get songTitle(): string {
    return (this.dataset["title"] ?? "").replaceAll("-", " ");
  }

  private song(): Song {
    const { tune } = this.shelf;
    const own = notesOf(tune, { joined: this.asks("joined") });
    const more: Note[] = this.dataset["store"] === "line" ? notesAfter(tune, carriedKept()) : [];
    return songOf([...own, ...more], this.songTitle);
  }
}

define("learn-open", LearnOpen);
