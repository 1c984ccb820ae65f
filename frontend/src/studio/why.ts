/** "Why this note?": asks the site, lights what the note depends on, and lets it be heard. */
import { ApiError, get, post } from "../api.ts";
import { type Note, type Song, TICKS_PER_QUARTER } from "../music/song.ts";
import { secondsAt } from "../music/time.ts";
import type { PianoRoll } from "../pianoroll/element.ts";
import { pitchToY, scrolled, tickToX } from "../pianoroll/view.ts";
import { damp, strike, type Voice } from "../playback/live.ts";
import type { Studio } from "./studio.ts";
import { findQuestion, type Found, lessonOf } from "./whynote.ts";
import { type Places, WhyPanel } from "./whypanel.ts";
import { type Answer, type Named, notesOf, strengths } from "./whywords.ts";

const FIRST_MS = 120;
const LONGEST_MS = 1_000;
const GAP_SECONDS = 0.2; // from what is named to the note
const PHRASE_QUARTERS = 8; // of what is named at most

interface Asked {
  readonly id: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly technique: string;
  readonly model: string;
  readonly answer: Answer | null;
  readonly error: { readonly message: string } | null;
}

export class WhyThisNote {
  private readonly studio: Studio;
  private readonly roll: PianoRoll;
  private readonly panel: WhyPanel;
  private readonly there: string; // lessons that the site has
  private readonly titleOf: (model: string) => string;
  private asking = 0; // a later question makes an earlier answer stale
  private note: Note | null = null;
  private timers: ReturnType<typeof setTimeout>[] = [];

  constructor(
    studio: Studio,
    page: Places & { readonly roll: PianoRoll; readonly studio: HTMLElement },
    titleOf: (model: string) => string,
  ) {
    this.studio = studio;
    this.roll = page.roll;
    this.panel = new WhyPanel(page);
    this.there = page.studio.dataset["lessons"] ?? "";
    this.titleOf = titleOf;
    page.whyClose.addEventListener("click", () => this.close());
    page.why.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    // Another note is another question; and of another song nothing is lit.
    studio.topics.after(["song", "track"], () => this.leave());
  }

  /** The one note that is selected. */
  get chosen(): Note | null {
    const { selection } = this.studio.state;
    return selection.length === 1 ? (selection[0] ?? null) : null;
  }

  async ask(): Promise<void> {
    const { studio, chosen } = this;
    if (!chosen) return studio.messages.say("Select one note of a model, and ask again.");
    const found = findQuestion(studio.state, studio.song, chosen);
    this.begin(chosen);
    if (typeof found === "string") return this.say(found);
    const mine = ++this.asking;
    try {
      const asked = await this.answered(found, () => mine === this.asking);
      if (asked && mine === this.asking) this.tell(asked, found, chosen);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (mine === this.asking) this.say(error.message);
    }
  }

  close(): void {
    if (!this.panel.open) return;
    this.leave();
    this.roll.focus({ preventScroll: true });
  }

  private begin(note: Note): void {
    this.leave();
    this.note = note;
    const { view } = this.roll.state;
    this.roll.reveal(note.onset, note.pitch);
    this.panel.wait(tickToX(this.roll.state.view, note.onset) > view.width / 2 ? "left" : "right");
  }

  /** Polls until there is an answer; null when nobody waits for it any more. */
  private async answered({ question }: Found, wanted: () => boolean): Promise<Asked | null> {
    let asked = await post<Asked>("note-explanations/", question);
    let pause = FIRST_MS;
    while (asked && wanted() && (asked.state === "queued" || asked.state === "running")) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(LONGEST_MS, pause * 1.3);
      asked = await get<Asked>(`note-explanations/${asked.id}/`);
    }
    return wanted() ? asked : null;
  }

  private tell(asked: Asked, { question, song }: Found, note: Note): void {
    const { answer, error } = asked;
    if (!answer) return this.say(error?.message ?? "The model could not tell. Ask once more.");
    const told = { note, song, track: question.track, model: this.titleOf(asked.model), answer };
    const hear = (named: Named): void => void this.hear(named, song, question.track);
    this.panel.tell(told, lessonOf(asked.technique, this.there), hear);
    const shares = strengths(answer.named);
    const groups = answer.named.map((named, index) => ({
      notes: notesOf(named),
      strength: shares[index] ?? 0,
      against: named.change < 0,
    }));
    this.roll.update({ reasons: { note, groups } });
    this.uncover(note);
    this.studio.messages.say(this.panel.words);
  }

  /** Where the panel lies over the lower notes, the one that it speaks of stays in sight. */
  private uncover(note: Note): void {
    const { roll } = this;
    const { view } = roll.state;
    const free = this.panel.top - roll.getBoundingClientRect().top;
    const y = pitchToY(view, note.pitch);
    if (!this.panel.below || y + view.pxPerPitch < free) return;
    const middle = (view.head + free) / 2;
    roll.update({ view: scrolled(view, 0, y - middle) });
  }

  private say(text: string): void {
    this.panel.say(text);
    this.studio.messages.say(text);
  }

  /** What is named, in its own time, and then the note. */
  private async hear(named: Named, song: Song, track: number): Promise<void> {
    const { note } = this;
    if (!note || this.studio.player.playing) return;
    await this.studio.sound.wake();
    this.silence();
    const [first] = named.notes;
    const from = first?.[0] ?? 0;
    const near = notesOf(named).filter(
      ({ onset }) => onset < from + PHRASE_QUARTERS * TICKS_PER_QUARTER,
    );
    const start = secondsAt(song, from);
    let end = 0;
    for (const each of near) {
      const at = secondsAt(song, each.onset) - start;
      end = Math.max(end, this.strikeLater(each, song, named.track, at));
    }
    this.strikeLater(note, song, track, end + GAP_SECONDS);
  }

  /** Returns the second at which the note ends. */
  private strikeLater(note: Note, song: Song, track: number, after: number): number {
    const { sound } = this.studio;
    const { program = 0, drums = false, volume = 100 } = song.tracks[track] ?? {};
    const voice: Voice = { program, drums, volume };
    const lasts = secondsAt(song, note.onset + note.length) - secondsAt(song, note.onset);
    const begin = (): void => {
      strike(sound, voice, note.pitch, note.velocity);
      damp(sound, note.pitch, sound.now() + lasts);
    };
    this.timers.push(setTimeout(begin, after * 1000));
    return after + lasts;
  }

  private silence(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
  }

  private leave(): void {
    this.asking += 1;
    this.silence();
    if (!this.panel.open) return;
    this.panel.close();
    this.roll.update({ reasons: null });
  }
}
