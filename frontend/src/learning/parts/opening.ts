/** <learn-open>: what was made here, opened in the studio; the song is in the address. */
import type { Note, Song } from "../../music/song.ts";
import { fragmentOf } from "../../songlink/link.ts";
import { carriedKept, notesAfter } from "../carried.ts";
import { forgedKept, songOfBars } from "../forged.ts";
import { make } from "../making.ts";
import { isEmpty, notesOf, songOf } from "../tune.ts";
import { define, Part } from "./part.ts";

const EMPTY = "Your tune is empty: draw something in the first step.";
const NO_BARS = "Nothing is forged yet: let the two train first, in step three.";

class LearnOpen extends Part {
  private readonly link = make("a", { class: "button primary", text: "Open this in the studio" });
  private readonly empty = make("p", { class: "notice" });

  protected build(): void {
    this.append(this.link, this.empty);
  }

  protected showAll(): void {
    const empty = this.forged ? this.forged.length === 0 : isEmpty(this.shelf.tune);
    this.empty.textContent = this.forged ? NO_BARS : EMPTY;
    this.empty.hidden = !empty;
    this.link.hidden = empty;
    void fragmentOf(this.song()).then((fragment) => {
      this.link.href = (this.dataset["studio"] ?? "") + fragment;
    });
  }

  /** Bars of drums, where it is they that are opened. */
  private get forged(): ReturnType<typeof forgedKept> | null {
    return this.dataset["store"] === "forged" ? forgedKept() : null;
  }

  private song(): Song {
    const title = (this.dataset["title"] ?? "").replaceAll("-", " ");
    if (this.forged) return songOfBars(this.forged, title);
    const { tune } = this.shelf;
    const own = notesOf(tune, { joined: this.asks("joined") });
    const more: Note[] = this.dataset["store"] === "line" ? notesAfter(tune, carriedKept()) : [];
    return songOf([...own, ...more], title);
  }
}

define("learn-open", LearnOpen);
