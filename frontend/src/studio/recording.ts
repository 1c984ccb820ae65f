/**
 * Recording on the selected track: count-in, notes that grow while they are held, and what to do
 * with what was played.
 */
import type { KeyboardNote } from "../keyboard/element.ts";
import { Recorder } from "../midi/record.ts";
import { addNotes } from "../music/edits.ts";
import { undoLabel } from "../music/history.ts";
import { meterAt } from "../music/time.ts";
import { plural } from "../music/words.ts";
import { undo } from "./changes.ts";
import { quantise } from "./editing.ts";
import type { Elements } from "./elements.ts";
import { remember, remembered } from "./page.ts";
import type { Studio } from "./studio.ts";

const MOST_OFFSET_MS = 200;
const NOTHING =
  "Nothing was played. Press R and play with the piano below, your computer's keys or a MIDI " +
  "keyboard.";

type Places = Pick<Elements, "studio" | "roll" | "countIn" | "latency" | "latencyValue">;

export class Recording {
  private readonly studio: Studio;
  private readonly page: Places;
  private recorder: Recorder | null = null;
  private offsetMs = remembered("latency", 0);
  private startTick = 0;
  private starting = false; // until there is sound; pressed again, it is taken back

  constructor(studio: Studio, page: Places) {
    this.studio = studio;
    this.page = page;
    page.latency.value = String(this.offsetMs);
    page.latencyValue.textContent = `${this.offsetMs} ms`;
    page.latency.addEventListener("input", () => this.shift(Number(page.latency.value)));
    studio.on(["transport"], () => {
      if (this.recorder && !studio.player.playing) this.finish(this.recorder);
    });
  }

  get running(): boolean {
    return this.recorder !== null;
  }

  async toggle(): Promise<void> {
    if (this.recorder) this.studio.player.pause();
    else if (this.starting) this.starting = false;
    else await this.start();
  }

  /** Throws the last recording away and begins again at the same place. */
  async again(): Promise<void> {
    const { studio } = this;
    const label = undoLabel(studio.state.piece.history);
    if (this.recorder) {
      this.recorder = null;
      studio.player.pause();
      this.rest();
    } else if (label?.startsWith("Record")) studio.change(undo);
    studio.player.seek(this.startTick);
    await this.start();
  }

  on({ pitch, velocity, stamp }: KeyboardNote): void {
    this.recorder?.on(pitch, velocity, this.tickOf(stamp));
  }

  off({ pitch, stamp }: KeyboardNote): void {
    this.recorder?.off(pitch, this.tickOf(stamp));
  }

  /** Some devices are late: what is played is moved by so many milliseconds. */
  private shift(ms: number): void {
    this.offsetMs = Math.min(MOST_OFFSET_MS, Math.max(-MOST_OFFSET_MS, ms));
    this.page.latencyValue.textContent = `${this.offsetMs} ms`;
    remember("latency", this.offsetMs);
  }

  private tickOf(stamp: number): number {
    const { player, sound } = this.studio;
    return player.tickAt(sound.timeOf(stamp) + this.offsetMs / 1000);
  }

  private async start(): Promise<void> {
    const { player, song, messages, state } = this.studio;
    player.pause();
    this.starting = true;
    const awake = await this.studio.wake();
    if (!awake || !this.starting) return;
    this.starting = false;
    this.startTick = Math.round(player.tick);
    this.recorder = new Recorder();
    player.endless = true;
    player.metronome = true;
    const beats = state.countInBars * meterAt(song, player.tick).numerator;
    this.page.studio.classList.add("recording");
    messages.say(beats ? `Recording after ${plural(beats, "click")}` : "Recording");
    this.countDown(beats);
    player.play(beats);
    this.grow();
  }

  private grow(): void {
    const { recorder } = this;
    if (!recorder) return;
    this.page.roll.update({ growing: recorder.notes(this.studio.player.tick) });
    requestAnimationFrame(() => this.grow());
  }

  /** The count-in for the eye. */
  private countDown(beats: number): void {
    const { countIn } = this.page;
    const { song } = this.studio;
    const [tempo] = song.tempi;
    const quarters = 4 / meterAt(song, this.startTick).denominator;
    const seconds = tempo ? (tempo.usPerQuarter / 1e6) * quarters : 0.5;
    for (let beat = 0; beat < beats; beat += 1) {
      setTimeout(
        () => {
          countIn.hidden = !this.recorder;
          countIn.textContent = String(beats - beat);
        },
        beat * seconds * 1000,
      );
    }
    setTimeout(() => (countIn.hidden = true), beats * seconds * 1000);
  }

  private finish(recorder: Recorder): void {
    const { studio } = this;
    this.recorder = null;
    const notes = recorder.finish(studio.player.tick);
    this.rest();
    if (notes.length === 0) return studio.messages.notice("plain", NOTHING);
    const edit = addNotes(studio.song, studio.state.track, notes);
    const played = plural(notes.length, "note");
    studio.applyKeeping(edit.song, `Record ${played}`, edit.notes);
    studio.seek(this.startTick);
    studio.messages.say(`${played} recorded`);
    studio.messages.notice(
      "good",
      `${played} recorded. Listen, then keep it as it is or tidy it.`,
      { label: "Tidy to grid (Q)", act: () => quantise(studio) },
      { label: "Record again (Shift+R)", act: () => void this.again() },
      { label: "Undo", act: () => studio.change(undo) },
    );
  }

  private rest(): void {
    const { player, state } = this.studio;
    player.endless = false;
    player.metronome = state.metronome;
    this.page.studio.classList.remove("recording");
    this.page.countIn.hidden = true;
    this.page.roll.update({ growing: [] });
  }
}
