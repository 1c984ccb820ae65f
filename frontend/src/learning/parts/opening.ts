/** <learn-open>: what was made here, opened in the studio; the song is in the address. */
import type { Note, Song } from "../../music/song.ts";
import { fragmentOf } from "../../songlink/link.ts";
import { carriedKept, notesAfter } from "../carried.ts";
import { make } from "../making.ts";
import { isEmpty, notesOf, songOf } from "../tune.ts";
import { define, Part } from "./part.ts";

const EMPTY = "Your tune is empty: draw something in the first step.";

const LOST = "The music did not come. Check that you are online, and load the page again.";

class LearnOpen extends Part {
  private readonly link = make("a", { class: "button primary", text: "Open this in the studio" });
  private readonly empty = make("p", { class: "notice", text: EMPTY });

  protected build(): void {
    this.append(this.link, this.empty);
  }

  protected showAll(): void {
    const { trace } = this.dataset;
    if (trace !== undefined) return void this.continued(trace);
    const { tune } = this.shelf;
    this.empty.hidden = !isEmpty(tune);
    this.link.hidden = isEmpty(tune);
    void fragmentOf(this.song()).then((fragment) => {
      this.link.href = (this.dataset["studio"] ?? "") + fragment;
    });
  }

  /** What the Transformer made, in the version that was heard last. */
  private async continued(address: string): Promise<void> {
    this.empty.hidden = true;
    try {
      const { songAt } = await import("../attention/opened.ts");
      const song = await songAt(address, this.songTitle);
      this.link.href = (this.dataset["studio"] ?? "") + (await fragmentOf(song));
    } catch {
      this.empty.textContent = LOST;
      this.empty.hidden = false;
    }
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
