/**
 * Recording on the selected track: count-in, notes that grow while they are held, and what to do
 * with the take.
 */
import { addNotes } from "../music/edits.ts";
import type { Note } from "../music/song.ts";
import { meterAt } from "../music/time.ts";
import { plural } from "../music/words.ts";
import type { KeyboardNote } from "../keyboard/element.ts";
import { Recorder } from "../midi/record.ts";
import type { PianoRoll } from "../pianoroll/element.ts";
import { sound } from "../playback/sound.ts";
import { notice, say } from "./messages.ts";
import { button, byId, remember, remembered } from "./page.ts";
import type { Studio } from "./studio.ts";

const MOST_OFFSET_MS = 200;

export class Recording {
  private readonly studio: Studio;
  private readonly roll: PianoRoll;
  private readonly tidy: () => void;
  private recorder: Recorder | null = null;
  private offsetMs = remembered("latency", 0);
  private startTick = 0;

  constructor(studio: Studio, roll: PianoRoll, tidy: () => void) {
    this.studio = studio;
    this.roll = roll;
    this.tidy = tidy;
    const slider = byId<HTMLInputElement>("latency");
    slider.value = String(this.offsetMs);
    slider.addEventListener("input", () => {
      this.offsetMs = Math.min(MOST_OFFSET_MS, Math.max(-MOST_OFFSET_MS, Number(slider.value)));
      byId("latency-value").textContent = `${this.offsetMs} ms`;
      remember("latency", this.offsetMs);
    });
    studio.on(["transport"], () => {
      if (this.recorder && !studio.player.playing) this.finish();
    });
  }

  get running(): boolean {
    return this.recorder !== null;
  }

  async toggle(): Promise<void> {
    if (this.recorder) this.studio.player.pause();
    else await this.start();
  }

  /** Throws the last recording away and begins again at the same place. */
  async again(): Promise<void> {
    const { studio } = this;
    if (this.recorder) {
      this.recorder = null;
      studio.player.pause();
      this.rest();
    } else if (studio.undoLabel?.startsWith("Record")) studio.undo();
    studio.player.seek(this.startTick);
    await this.start();
  }

  on({ pitch, velocity, stamp }: KeyboardNote): void {
    this.recorder?.on(pitch, velocity, this.tickOf(stamp));
  }

  off({ pitch, stamp }: KeyboardNote): void {
    this.recorder?.off(pitch, this.tickOf(stamp));
  }

  private tickOf(stamp: number): number {
    return this.studio.player.tickAt(sound.timeOf(stamp) + this.offsetMs / 1000);
  }

  private async start(): Promise<void> {
    const { player, song, countInBars } = this.studio;
    player.pause();
    await sound.wake();
    this.startTick = Math.round(player.tick);
    this.recorder = new Recorder();
    player.endless = true;
    player.metronome = true;
    const beats = countInBars * meterAt(song, player.tick).numerator;
    byId("studio").classList.add("recording");
    say(beats ? `Recording after ${plural(beats, "click")}` : "Recording");
    this.countDown(beats);
    player.play(beats);
    this.grow();
  }

  private grow(): void {
    const { recorder } = this;
    if (!recorder) return;
    this.roll.update({ draft: recorder.notes(this.studio.player.tick) });
    requestAnimationFrame(() => this.grow());
  }

  /** The count-in for the eye. */
  private countDown(beats: number): void {
    const box = byId("count-in");
    const { song } = this.studio;
    const tempo = song.tempi[0];
    const seconds = tempo
      ? (tempo.usPerQuarter / 1e6) * (4 / meterAt(song, this.startTick).denominator)
      : 0.5;
    for (let beat = 0; beat < beats; beat += 1) {
      setTimeout(
        () => {
          box.hidden = !this.recorder;
          box.textContent = String(beats - beat);
        },
        beat * seconds * 1000,
      );
    }
    setTimeout(() => (box.hidden = true), beats * seconds * 1000);
  }

  private finish(): void {
    const { studio, recorder } = this;
    if (!recorder) return;
    this.recorder = null;
    const notes: readonly Note[] = recorder.finish(studio.player.tick);
    this.rest();
    if (notes.length === 0) {
      notice(
        "plain",
        "Nothing was played. Press R and play with the piano below, your computer's keys or a " +
          "MIDI keyboard.",
      );
      return;
    }
    const edit = addNotes(studio.song, studio.track, notes);
    studio.apply(edit.song, `Record ${plural(notes.length, "note")}`, edit.notes);
    studio.player.seek(this.startTick);
    studio.emit("transport");
    say(`${plural(notes.length, "note")} recorded`);
    notice(
      "good",
      `${plural(notes.length, "note")} recorded. Listen, then keep it as it is or tidy it.`,
      button("Tidy to grid (Q)", {}, this.tidy),
      button("Record again (Shift+R)", {}, () => void this.again()),
      button("Undo", {}, () => studio.undo()),
    );
  }

  private rest(): void {
    const { studio } = this;
    studio.player.endless = false;
    studio.player.metronome = studio.metronome;
    byId("studio").classList.remove("recording");
    byId("count-in").hidden = true;
    this.roll.update({ draft: [] });
  }
}
