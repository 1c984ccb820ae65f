/** The two ways in which a song sounds: its recording, or its notes by the built-in instruments. */
import { type Song, songEnd } from "../music/song.ts";
import { secondsAt, tickAt } from "../music/time.ts";
import { Player } from "../playback/player.ts";
import { sound } from "../playback/sound.ts";

export interface Heard {
  changed(): void;
  ended(): void;
  failed(): void;
}

export interface Voice {
  readonly now: number; // seconds
  readonly duration: number; // seconds
  readonly paused: boolean;
  play(): Promise<void>;
  pause(): void;
  seek(seconds: number): void;
  loud(volume: number): void;
}

export class RecordingVoice implements Voice {
  private readonly audio = new Audio();
  private readonly seconds: number;

  constructor(address: string, seconds: number, heard: Heard) {
    this.seconds = seconds;
    this.audio.preload = "auto";
    this.audio.src = address;
    for (const event of ["play", "pause", "seeked", "durationchange"])
      this.audio.addEventListener(event, () => heard.changed());
    this.audio.addEventListener("ended", () => heard.ended());
    this.audio.addEventListener("error", () => heard.failed());
  }

  get now(): number {
    return this.audio.currentTime;
  }

  get duration(): number {
    return Number.isFinite(this.audio.duration) ? this.audio.duration : this.seconds;
  }

  get paused(): boolean {
    return this.audio.paused;
  }

  play(): Promise<void> {
    return this.audio.play();
  }

  pause(): void {
    this.audio.pause();
  }

  seek(seconds: number): void {
    this.audio.currentTime = seconds;
  }

  loud(volume: number): void {
    this.audio.volume = volume;
  }
}

export class NotesVoice implements Voice {
  private readonly song: Song;
  private readonly player: Player;
  private volume = 1;

  constructor(song: Song, heard: Heard) {
    this.song = song;
    this.player = new Player(sound, song, {
      onState: () => heard.changed(),
      onEnd: () => heard.ended(),
    });
  }

  get now(): number {
    return Math.min(this.duration, secondsAt(this.song, this.player.tick));
  }

  get duration(): number {
    return secondsAt(this.song, songEnd(this.song));
  }

  get paused(): boolean {
    return !this.player.playing;
  }

  async play(): Promise<void> {
    await sound.wake();
    sound.loud(this.volume);
    this.player.play();
  }

  pause(): void {
    this.player.pause();
    sound.loud(1); // the page's other players have no such button
  }

  seek(seconds: number): void {
    this.player.seek(tickAt(this.song, seconds));
  }

  loud(volume: number): void {
    this.volume = volume;
    if (!this.paused) sound.loud(volume);
  }
}
