/** What is steered: the songs of an embedded player, one of which is on. */
import type { SongPlayer } from "../player/element.ts";
import type { SharePlayer } from "../shareplayer/element.ts";
import { loadSong } from "./loading.ts";
import type { Sound } from "./sounds.ts";
import type { Steered } from "./steering.ts";
import { notesVoice, recordingVoice, type Voice } from "./voices.ts";
import { EVENTS, type EventName, type Getter } from "./wire.ts";

/** Who is told of what happens to the songs. */
export interface Around {
  tell(event: EventName, value: unknown): void;
  changed(sound: Sound): void;
  ready(): void; // the song that is on can be played; once for each
}

export class Deck implements Steered {
  index = 0;
  private player: SharePlayer;
  private voice: Voice;
  private volume = 1;
  private wished = false; // to play as soon as it can
  private readonly sounds: readonly Sound[];
  private readonly around: Around;

  constructor(player: SharePlayer, sounds: readonly Sound[], around: Around) {
    [this.player, this.sounds, this.around] = [player, sounds, around];
    this.voice = recordingVoice(player);
    this.listen();
  }

  play(): void {
    if (!this.voice.ready) {
      this.wished = true;
      return;
    }
    // A browser that wants a click first says so, and nothing sounds.
    void this.voice.play().catch((error: unknown) => this.fail(String(error)));
  }

  pause(): void {
    this.wished = false;
    this.voice.pause();
  }

  toggle(): void {
    if (this.voice.paused) this.play();
    else this.pause();
  }

  seekTo(milliseconds: unknown): void {
    if (typeof milliseconds !== "number" || !Number.isFinite(milliseconds)) return;
    this.voice.position = Math.min(Math.max(0, milliseconds / 1000), this.voice.duration);
  }

  setVolume(percent: unknown): void {
    if (typeof percent !== "number" || !Number.isFinite(percent)) return;
    this.volume = Math.min(100, Math.max(0, percent)) / 100;
    this.voice.volume = this.volume;
  }

  next(): void {
    this.skip(this.index + 1);
  }

  prev(): void {
    this.skip(this.index - 1);
  }

  /** Another song of the list, which plays on if one played. */
  skip(wanted: unknown): void {
    const sound = typeof wanted === "number" ? this.sounds[wanted] : undefined;
    if (!sound || wanted === this.index) return;
    const playing = this.wished || !this.voice.paused || this.voice.ended;
    this.pause();
    this.index = Number(wanted);
    const next = playerOf(sound);
    this.player.replaceWith(next);
    this.player = next;
    this.voice = recordingVoice(next);
    this.listen();
    this.around.changed(sound);
    if (playing) this.play();
  }

  load(value: unknown): void {
    void loadSong(value, (message) => this.fail(message));
  }

  answer(getter: Getter): unknown {
    const answers: Record<Getter, () => unknown> = {
      getVolume: () => Math.round(this.volume * 100),
      getDuration: () => Math.round(this.voice.duration * 1000),
      getPosition: () => Math.round(this.voice.position * 1000),
      getSounds: () => this.sounds,
      getCurrentSound: () => this.sounds[this.index] ?? null,
      getCurrentSoundIndex: () => this.index,
      isPaused: () => this.voice.paused,
    };
    return answers[getter]();
  }

  fail(message: string): void {
    this.around.tell(EVENTS.ERROR, { message, soundId: this.sounds[this.index]?.id ?? null });
  }

  private listen(): void {
    const { player, voice } = this;
    this.heed(voice);
    player.addEventListener("ready", () => {
      if (player === this.player) this.voice = voice; // a recording that comes late, too
      this.begun(player);
    });
    for (const late of ["waiting", "missing"])
      player.addEventListener(late, () => void this.sing(player), { once: true });
  }

  private heed(voice: Voice): void {
    voice.volume = this.volume;
    voice.follow((event) => {
      if (voice !== this.voice) return;
      if (event === EVENTS.ERROR) this.fail("The song does not play.");
      else this.around.tell(event, this.progress());
    });
  }

  /** There is no recording, or none yet: the notes sound by the instruments of the browser. */
  private async sing(player: SharePlayer): Promise<void> {
    await import("../player/element.ts");
    const notes = player.querySelector<SongPlayer>("song-player");
    if (!notes || player !== this.player) return;
    this.voice = notesVoice(notes);
    this.heed(this.voice);
    if (this.voice.ready) this.begun(player);
    else notes.addEventListener("ready", () => this.begun(player), { once: true });
  }

  private begun(player: SharePlayer): void {
    if (player !== this.player) return;
    this.around.ready();
    if (this.wished) this.play();
    this.wished = false;
  }

  private progress(): Record<string, unknown> {
    const { duration, loaded, position } = this.voice;
    const share = duration ? Math.min(1, loaded / duration) : 0;
    return {
      soundId: this.sounds[this.index]?.id ?? null,
      currentPosition: Math.round(position * 1000),
      relativePosition: duration ? Math.min(1, position / duration) : 0,
      loadProgress: share,
      loadedProgress: share, // as it was called first
    };
  }
}

function playerOf(sound: Sound): SharePlayer {
  const player = document.createElement("share-player") as SharePlayer;
  if (sound.plays) player.setAttribute("plays", sound.plays);
  player.setAttribute("rendering", `${sound.address}rendering.json`);
  player.setAttribute("notes", `${sound.address}notes.json`);
  player.setAttribute("label", sound.title);
  const notes = document.createElement("song-player");
  notes.setAttribute("src", `${sound.address}notes.json`);
  notes.setAttribute("label", sound.title);
  player.append(notes);
  return player;
}
