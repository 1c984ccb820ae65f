/** <learn-open>: what was made here, opened in the studio; the song is in the address. */
import type { Note, Song } from "../../music/song.ts";
import { fragmentOf } from "../../songlink/link.ts";
import { carriedKept, notesAfter } from "../carried.ts";
import { make } from "../making.ts";
import { isEmpty, notesOf, songOf } from "../tune.ts";
import { define, Part } from "./part.ts";

/** What is no tune of a shelf, by the name of its store. */
const ELSEWHERE: Readonly<Record<string, (from: string, title: string) => Promise<Song>>> = {
  refilled: async (...asked) => (await import("../refill/refilled.ts")).refilledSong(...asked),
};

const EMPTY = "Your tune is empty: draw something in the first step.";

class LearnOpen extends Part {
  private readonly link = make("a", { class: "button primary", text: "Open this in the studio" });
  private readonly empty = make("p", { class: "notice", text: EMPTY });

  protected build(): void {
    this.append(this.link, this.empty);
  }

  protected showAll(): void {
    const { store = "", source = "", title = "" } = this.dataset;
    const elsewhere = ELSEWHERE[store]?.(source, title.replaceAll("-", " "));
    if (elsewhere) {
      this.empty.hidden = true;
      return void elsewhere.then((song) => this.lead(song));
    }
    const { tune } = this.shelf;
    this.empty.hidden = !isEmpty(tune);
    this.link.hidden = isEmpty(tune);
    this.lead(this.song());
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
    const title = (this.dataset["title"] ?? "").replaceAll("-", " ");
    return songOf([...own, ...more], title);
  }
}

define("learn-open", LearnOpen);
