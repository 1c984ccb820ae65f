/** Watching a model edit: the song as it was after each edit, by itself or by hand. */
import { markNews } from "../music/news.ts";
import { editWords, noteOf, replayed } from "../music/replay.ts";
import type { Song } from "../music/song.ts";
import { chooseTrack, selectNotes } from "./changes.ts";
import type { Elements } from "./elements.ts";
import { button, make } from "./page.ts";
import { currentTrack } from "./state.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import { hearTake } from "./takes.ts";

const EDIT_MS = 260;

type Places = Pick<Elements, "roll" | "takes">;

export class Watching {
  private readonly studio: Studio;
  private readonly page: Places;
  private readonly panel = make("div", {
    class: "watching",
    role: "group",
    "aria-label": "The model's edits",
    hidden: true,
  });
  private readonly slider = make("input", { type: "range", min: 0, step: 1, id: "watching-edit" });
  private readonly told = make("output", { class: "number", for: "watching-edit" });
  private readonly play = button("Play", {}, () => this.toggle());
  private take: Take | null = null;
  private shown: Song | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(studio: Studio, page: Places) {
    this.studio = studio;
    this.page = page;
    this.slider.addEventListener("input", () => this.step(Number(this.slider.value), true));
    const label = make("label", { for: "watching-edit" }, "Edit");
    const done = button("Done", {}, () => this.close());
    const head = make("span", { class: "split" }, label, this.told);
    this.panel.append(head, this.slider, make("span", { class: "row" }, this.play, done));
    page.roll.parentElement?.after(this.panel);
    // Whatever else is put on show ends the watching.
    studio.on(["takes"], () => {
      if (this.take && studio.song !== this.shown) this.hide();
    });
  }

  open(take: Take): void {
    const { edits } = take;
    this.hide();
    // The finished take has the widest range: from now on the view need not jump.
    this.studio.change(hearTake, take);
    this.page.roll.fit();
    this.take = take;
    this.slider.max = String(edits.length);
    this.panel.hidden = false;
    this.step(0, false);
    this.slider.focus();
    const words = `The song before its ${edits.length} edits. The arrow keys go through them.`;
    this.studio.messages.say(words);
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.toggle();
  }

  private step(count: number, byHand: boolean): void {
    const { take, studio } = this;
    if (!take) return;
    if (byHand) this.pause();
    this.slider.value = String(count);
    this.told.textContent = `${count} of ${take.edits.length}`;
    this.shown = songAfter(take, count);
    studio.change(hearTake, { ...take, song: this.shown, origin: { kind: "edited" }, edits: [] });
    const edit = take.edits[count - 1];
    if (!edit) return;
    studio.change(chooseTrack, edit[1]);
    const { onset, pitch } = noteOf(edit);
    this.page.roll.reveal(onset, pitch);
    const added = (currentTrack(studio.state)?.notes ?? []).filter(
      (note) => edit[0] === "add" && note.onset === onset && note.pitch === pitch,
    );
    studio.change(selectNotes, added);
    if (byHand) studio.messages.say(`Edit ${count}: ${editWords(this.shown, edit)}`);
  }

  private toggle(): void {
    if (this.timer) return this.pause();
    const { take } = this;
    if (!take) return;
    if (Number(this.slider.value) >= take.edits.length) this.step(0, false);
    this.play.textContent = "Pause";
    this.timer = setInterval(() => {
      const next = Number(this.slider.value) + 1;
      this.step(next, false);
      if (next >= take.edits.length) this.pause();
    }, EDIT_MS);
  }

  private pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.play.textContent = "Play";
  }

  private hide(): void {
    this.pause();
    this.take = this.shown = null;
    this.panel.hidden = true;
  }

  private close(): void {
    const { take } = this;
    this.hide();
    if (!take) return;
    this.studio.change(hearTake, take);
    const place = `[data-focus="watch-${take.number}"]`;
    this.page.takes.querySelector<HTMLElement>(place)?.focus();
  }
}

/** The song that the take was made from, with the first `count` edits. */
function songAfter(take: Take, count: number): Song {
  const tracks = take.song.tracks.map((track, index) => ({
    ...track,
    notes: take.input.tracks[index]?.notes ?? [],
  }));
  return markNews(take.input, replayed({ ...take.song, tracks }, take.edits, count));
}
