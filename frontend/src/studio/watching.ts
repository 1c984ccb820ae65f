/** Watching a model edit: the song as it was after each edit, by itself or by hand. */
import { editWords, noteOf, replayed } from "../music/replay.ts";
import type { Note, Song } from "../music/song.ts";
import type { PianoRoll } from "../pianoroll/element.ts";
import { say } from "./messages.ts";
import { button, byId, make } from "./page.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";

const EDIT_MS = 260;

export class Watching {
  private readonly studio: Studio;
  private readonly reveal: (note: Note) => void;
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

  constructor(studio: Studio) {
    this.studio = studio;
    const roll = byId<PianoRoll>("roll");
    this.reveal = (note) => roll.reveal(note.onset, note.pitch);
    this.slider.addEventListener("input", () => this.step(Number(this.slider.value), true));
    const label = make("label", { for: "watching-edit" }, "Edit");
    const done = button("Done", {}, () => this.close());
    this.panel.append(
      make("span", { class: "split" }, label, this.told),
      this.slider,
      make("span", { class: "row" }, this.play, done),
    );
    byId("roll").parentElement?.after(this.panel);
    // Whatever else is put on show ends the watching.
    studio.on(["takes"], () => {
      if (this.take && studio.song !== this.shown) this.hide();
    });
  }

  open(take: Take): void {
    this.hide();
    // The finished take has the widest range: from now on the view need not jump.
    this.studio.audition(take);
    byId<PianoRoll>("roll").fit();
    this.take = take;
    this.slider.max = String(take.edits.length);
    this.panel.hidden = false;
    this.step(0, false);
    this.slider.focus();
    say(`The song before its ${take.edits.length} edits. The arrow keys go through them.`);
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.toggle();
  }

  private step(count: number, byHand: boolean): void {
    const { take, studio } = this;
    if (!take) return;
    if (byHand) this.pause();
    this.slider.value = String(count);
    this.told.textContent = `${count} of ${take.edits.length}`;
    const edit = take.edits[count - 1];
    const base = {
      ...take.song,
      tracks: take.song.tracks.map((track, index) => ({
        ...track,
        notes: take.input.tracks[index]?.notes ?? [],
      })),
    };
    this.shown = replayed(base, take.edits, count);
    studio.audition({ ...take, song: this.shown, origin: { kind: "edited" }, edits: [] });
    if (!edit) return;
    studio.chooseTrack(edit[1]);
    const added = noteOf(edit);
    this.reveal(added);
    studio.select(
      (studio.current?.notes ?? []).filter(
        (note) => edit[0] === "add" && note.onset === added.onset && note.pitch === added.pitch,
      ),
    );
    if (byHand) say(`Edit ${count}: ${editWords(this.shown, edit)}`);
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
    if (take) this.studio.audition(take);
    byId("takes").querySelector<HTMLElement>(`[data-focus="watch-${take?.number}"]`)?.focus();
  }
}
