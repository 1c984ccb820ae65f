/**
 * Recording on the selected track: count-in, notes that grow while they are held, and what to do
 * with what was played.
 */
import type { KeyboardNote } from "../keyboard/element.ts";
import { type Moment, Recorder, type Stretch } from "../midi/record.ts";
import { undoLabel } from "../music/history.ts";
import { meterAt } from "../music/time.ts";
import { plural } from "../music/words.ts";
import { undo } from "./changes.ts";
import { quantise } from "./editing.ts";
import type { Elements } from "./elements.ts";
import { audible } from "./mixer.ts";
import { remember, remembered } from "./page.ts";
import { noticeForNow } from "./passing.ts";
import { layRecorded, outcomeOf, type Recorded } from "./recorded.ts";
import type { Studio } from "./studio.ts";

const MOST_OFFSET_MS = 200;
const NOTHING =
  "Nothing was played. Press Record and play on the piano below, with your computer's keys or on " +
  "a MIDI keyboard.";

type Places = Pick<Elements, "studio" | "roll" | "countIn" | "latency" | "latencyValue">;

export class Recording {
  private readonly studio: Studio;
  private readonly page: Places;
  private recorder: Recorder | null = null;
  private offsetMs = remembered("latency", 0);
  private stretch: Stretch = { start: 0, loop: null };
  private starting = false; // until there is sound; pressed again, it is taken back

  constructor(studio: Studio, page: Places) {
    this.studio = studio;
    this.page = page;
    this.shift(this.offsetMs);
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

  /** Begins again at the same place; what was recorded last leaves the song, and stays a take. */
  async again(): Promise<void> {
    const { studio } = this;
    const label = undoLabel(studio.state.piece.history);
    if (this.recorder) {
      this.recorder = null;
      studio.player.pause();
      this.rest();
    } else if (label?.startsWith("Record")) studio.change(undo);
    studio.player.seek(this.stretch.start);
    await this.start();
  }

  on({ pitch, velocity, stamp }: KeyboardNote): void {
    if (!this.recorder) return;
    const at = this.momentOf(stamp);
    this.recorder.on(pitch, velocity, at);
    this.page.roll.reveal(Math.max(at.tick, this.stretch.start), pitch);
  }

  off({ pitch, stamp }: KeyboardNote): void {
    this.recorder?.off(pitch, this.momentOf(stamp));
  }

  /** Some devices are late: what is played is moved by so many milliseconds. */
  shift(ms: number): void {
    const { latency, latencyValue } = this.page;
    this.offsetMs = Math.min(MOST_OFFSET_MS, Math.max(-MOST_OFFSET_MS, ms));
    latency.value = String(this.offsetMs);
    latencyValue.textContent = latency.ariaValueText = `${this.offsetMs} ms`;
    remember("latency", this.offsetMs);
  }

  private momentOf(stamp: number): Moment {
    const { player, sound } = this.studio;
    return player.momentAt(sound.timeOf(stamp) + this.offsetMs / 1000);
  }

  private get now(): Moment {
    const { player, sound } = this.studio;
    return player.momentAt(sound.now());
  }

  private async start(): Promise<void> {
    const { player, song, messages, state } = this.studio;
    player.pause();
    this.starting = true;
    const awake = await this.studio.wake();
    if (!awake || !this.starting) return;
    this.starting = false;
    messages.clear(NOTHING);
    this.stretch = this.stretchFrom(Math.round(player.tick));
    this.recorder = new Recorder(this.stretch);
    player.endless = true;
    player.metronome = true;
    if (state.recordManner === "replace") this.muteTrack();
    const beats = state.countInBars * meterAt(song, player.tick).numerator;
    this.page.studio.classList.add("recording");
    messages.say(beats ? `Recording after ${plural(beats, "click")}` : "Recording");
    this.countDown(beats);
    player.play(beats);
    this.grow();
  }

  /** Behind its loop a song plays on. */
  private stretchFrom(start: number): Stretch {
    const { loop, looping } = this.studio.state;
    return { start, loop: looping && loop && start <= loop.end ? loop : null };
  }

  /** What gives way to the recording is not heard under it. */
  private muteTrack(): void {
    const { player, song, state } = this.studio;
    const sounds = audible(state.mixer, song);
    player.load(song, (index) => index !== state.track && sounds(index));
  }

  private grow(): void {
    const { recorder } = this;
    if (!recorder) return;
    this.page.roll.update({ growing: recorder.notes(this.now) });
    requestAnimationFrame(() => this.grow());
  }

  /** The count-in for the eye. */
  private countDown(beats: number): void {
    const { countIn } = this.page;
    const { song } = this.studio;
    const [tempo] = song.tempi;
    const quarters = 4 / meterAt(song, this.stretch.start).denominator;
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
    const { studio, now } = this;
    this.recorder = null;
    const passes = recorder.finish(now);
    this.rest();
    const [first] = passes.flatMap(({ notes }) => notes);
    if (!first) return noticeForNow(studio, "plain", NOTHING);
    this.take({ ...this.stretch, end: now.tick, turns: now.turn, passes });
    studio.seek(this.stretch.start);
    this.page.roll.reveal(this.stretch.start, first.pitch);
    return undefined;
  }

  private take(recorded: Recorded): void {
    const { studio } = this;
    const { track, recordManner } = studio.state;
    const { song, notes, takes } = outcomeOf(studio.song, track, recorded, recordManner);
    const played = plural(notes.length, "note");
    studio.applyKeeping(song, `Record ${played}`, notes);
    studio.change(layRecorded, takes);
    const turns = takes.length > 1 ? ` Each of ${takes.length} turns is a take to compare.` : "";
    studio.messages.say(`${played} recorded.${turns}`);
    noticeForNow(
      studio,
      "good",
      `${played} recorded.${turns} Listen, then keep it as it is or tidy it.`,
      { label: "Tidy to grid", act: () => quantise(studio) },
      { label: "Record again", act: () => void this.again() },
      { label: "Undo", act: () => studio.change(undo) },
    );
  }

  private rest(): void {
    const { player, state, song } = this.studio;
    player.endless = false;
    player.metronome = state.metronome;
    player.load(song, audible(state.mixer, song));
    this.page.studio.classList.remove("recording");
    this.page.countIn.hidden = true;
    this.page.roll.update({ growing: [] });
  }
}
