/** <learn-open>: what was made here, opened in the studio; the song is in the address. */
import type { Note, Song } from "../../music/song.ts";
import { fragmentOf } from "../../songlink/link.ts";
import { carriedKept, notesAfter } from "../carried.ts";
import { make } from "../making.ts";
import { isEmpty, notesOf, songOf } from "../tune.ts";
import { define, Part } from "./part.ts";

/** Songs that were not drawn on a roll, by the name that the page calls them. */
const MADE: Readonly<Record<string, (title: string) => Promise<Song>>> = {
  sample: async (title) => (await import("../overfit/kept.ts")).sampleSong(title),
};
const EMPTY = "Your tune is empty: draw something in the first step.";

class LearnOpen extends Part {
  private readonly link = make("a", { class: "button primary", text: "Open this in the studio" });
  private readonly empty = make("p", { class: "notice", text: EMPTY });

  protected build(): void {
    this.append(this.link, this.empty);
  }

  protected showAll(): void {
    const made = MADE[this.dataset["store"] ?? ""];
    this.empty.hidden = true;
    if (made) void made(this.named).then((song) => this.lead(song));
    else this.showTune();
  }

  private showTune(): void {
    const { tune } = this.shelf;
    this.empty.hidden = !isEmpty(tune);
    this.link.hidden = isEmpty(tune);
    this.lead(this.song());
  }

  private get named(): string {
    return (this.dataset["title"] ?? "").replaceAll("-", " ");
  }

  private lead(song: Song): void {
    void fragmentOf(song).then((fragment) => {
      this.link.href = (this.dataset["studio"] ?? "") + fragment;
    });
  }

  private song(): Song {
    const { tune } = this.shelf;
    const own = notesOf(tune, { joined: this.asks("joined") });
    const more: Note[] = this.dataset["store"] === "line" ? notesAfter(tune, carriedKept()) : [];
    return songOf([...own, ...more], this.named);
  }
}

define("learn-open", LearnOpen);
