/** Hears the recording or the notes read out of it, one at a time, with a playhead for both. */
import type { HummedNote } from "../../humming/notes.ts";
import { emptySong, makeTrack, type Note, type Song, type Tempo } from "../../music/song.ts";
import { secondsAt } from "../../music/time.ts";
import { Player } from "../../playback/player.ts";
import type { Studio } from "../studio.ts";

export type Voice = "recording" | "notes";

/** What there is to hear. */
export interface Comparable {
  readonly hummed: readonly HummedNote[];
  readonly notes: readonly Note[]; // fitted, the first at tick 0
  readonly tempo: Tempo; // of the song
  readonly sung: Tempo; // in which it was hummed
  readonly program: number;
}

function songFor({ notes, tempo, program }: Comparable): Song {
  return { ...emptySong(), tempi: [tempo], tracks: [makeTrack({ program, notes })] };
}

export class Comparing {
  private readonly studio: Studio;
  private readonly changed: () => void;
  private readonly audio = new Audio();
  private address = "";
  private player: Player | null = null;
  private sung: readonly Tempo[] = [];
  private until = 0; // second of the recording
  private first = 0; // second of the first note
  on: Voice | null = null;

  /** `changed` is called when something begins or ends to sound. */
  constructor(studio: Studio, changed: () => void) {
    this.studio = studio;
    this.changed = changed;
    this.audio.onended = () => this.stop();
    this.audio.ontimeupdate = () => {
      if (this.on === "recording" && this.audio.currentTime >= this.until) this.stop();
    };
  }

  /** Of a longer recording nothing is heard that was not read: it ends after `seconds`. */
  take(recording: Blob, seconds: number): void {
    this.stop();
    this.until = seconds;
    URL.revokeObjectURL(this.address);
    this.address = URL.createObjectURL(recording);
    this.audio.src = this.address;
  }

  async toggle(voice: Voice, what: Comparable): Promise<void> {
    const wasOn = this.on === voice;
    this.stop();
    if (wasOn) return;
    this.studio.player.pause();
    this.first = what.hummed[0]?.start ?? 0;
    this.on = voice;
    this.changed();
    if (voice === "recording") await this.playRecording();
    else await this.playNotes(what);
  }

  stop(): void {
    this.on = null;
    this.audio.pause();
    this.player?.pause();
    this.player = null;
    this.changed();
  }

  /** Nothing of the recording stays. */
  forget(): void {
    this.stop();
    URL.revokeObjectURL(this.address);
    this.audio.removeAttribute("src");
  }

  /** Seconds of the recording that are heard now; null in silence. */
  get playhead(): number | null {
    if (this.on === "recording") return this.audio.currentTime;
    if (!this.player) return null;
    return this.first + secondsAt({ tempi: this.sung }, this.player.tick);
  }

  private async playRecording(): Promise<void> {
    this.audio.currentTime = Math.max(0, this.first - 0.1);
    try {
      await this.audio.play();
    } catch {
      this.stop(); // paused before it began, or no sound in this browser
    }
  }

  private async playNotes(what: Comparable): Promise<void> {
    const awake = await this.studio.wake();
    if (!awake || this.on !== "notes") return;
    this.sung = [what.sung];
    this.player = new Player(this.studio.sound, songFor(what), { onEnd: () => this.stop() });
    this.player.play();
  }
}
