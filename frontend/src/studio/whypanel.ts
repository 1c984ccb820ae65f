/** The panel that says why a note was written: a sentence first, then what it depends on. */
import type { Note, Song } from "../music/song.ts";
import type { Elements } from "./elements.ts";
import { button, make } from "./page.ts";
import * as words from "./whywords.ts";

export type Places = Pick<
  Elements,
  "why" | "whyTitle" | "whyWords" | "whyProgress" | "whyList" | "whyMore" | "whyLearn" | "whyClose"
>;

export interface Told {
  readonly note: Note;
  readonly song: Song; // the take's
  readonly track: number;
  readonly model: string;
  readonly answer: words.Answer;
}

export class WhyPanel {
  private readonly page: Places;

  constructor(page: Places) {
    this.page = page;
  }

  get open(): boolean {
    return !this.page.why.hidden;
  }

  /** What it says first. */
  get words(): string {
    return this.page.whyWords.textContent ?? "";
  }

  /** Whether it lies below the notes, and not beside them. */
  get below(): boolean {
    return getComputedStyle(this.page.why).position === "fixed";
  }

  /** Its upper edge, in px of the window. */
  get top(): number {
    return this.page.why.getBoundingClientRect().top;
  }

  /** On the side where the note is not. */
  wait(side: "left" | "right"): void {
    const { page } = this;
    page.why.dataset["side"] = side;
    page.why.hidden = false;
    this.say("Asking the model again, without some of the notes that it heard…");
    page.whyProgress.hidden = false;
    page.whyTitle.focus({ preventScroll: true });
  }

  /** A sentence, and nothing else. */
  say(text: string): void {
    const { page } = this;
    page.whyProgress.hidden = true;
    page.whyWords.textContent = text;
    page.whyList.replaceChildren();
    page.whyMore.textContent = "";
    page.whyLearn.hidden = true;
  }

  tell(told: Told, lesson: string | null, hear: (named: words.Named) => void): void {
    const { page } = this;
    const { answer, note, song, track, model } = told;
    const drums = song.tracks[track]?.drums ?? false;
    const belief = words.beliefWords(answer, note.pitch, drums, model);
    this.say(`${belief} ${words.reasonWords(answer, song.tracks)}`);
    const shares = words.strengths(answer.named);
    page.whyList.replaceChildren(
      ...answer.named.map((named, index) => line(named, shares[index] ?? 0, song, hear)),
    );
    const tried = `Found by taking notes away and asking the model ${answer.passes} times.`;
    page.whyMore.textContent = `${words.otherWords(answer, drums)} ${tried}`.trim();
    page.whyLearn.hidden = lesson === null;
    if (lesson) page.whyLearn.href = lesson;
  }

  close(): void {
    this.page.why.hidden = true;
  }
}

function line(
  named: words.Named,
  share: number,
  { tracks }: Song,
  hear: (named: words.Named) => void,
): HTMLLIElement {
  const track = tracks[named.track];
  const place = words.placeOf(named, track);
  const bar = make("span", { class: "why-bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(share));
  const against = named.change < 0;
  const side = against ? ": they speak against it" : "";
  const told = `${words.odds(named.without)} without them${side}`;
  return make(
    "li",
    { class: against ? "against" : "" },
    make("b", {}, place),
    make("span", { class: "why-notes" }, words.pitchesOf(named, track?.drums ?? false)),
    button("Hear", { "aria-label": `Hear ${place}, then the note` }, () => hear(named)),
    bar,
    make("span", { class: "quiet-text" }, told),
  );
}
