/** The studio at work: its state, the player that follows it, and who is told of changes. */
import type { Note, Song } from "../music/song.ts";
import type { Output } from "../playback/output.ts";
import { Player } from "../playback/player.ts";
import { woken } from "../playback/waking.ts";
import * as changes from "./changes.ts";
import type { Messages } from "./messages.ts";
import { audible } from "./mixer.ts";
import type { Provenance } from "./piece.ts";
import { newState, shownSong, type StudioState } from "./state.ts";
import type { Left } from "./take.ts";
import { changedTopics, type Topic, Topics } from "./topics.ts";

/** The loudspeaker, which sleeps until somebody clicks or presses a key. */
export interface Loudspeaker extends Output {
  wake(): Promise<void>;
  /** Seconds on its clock at a time stamp of the page. */
  timeOf(stamp: number): number;
}

export class Studio {
  state: StudioState = newState();
  readonly sound: Loudspeaker;
  readonly messages: Messages;
  readonly player: Player;
  readonly topics = new Topics();

  constructor(sound: Loudspeaker, messages: Messages) {
    this.sound = sound;
    this.messages = messages;
    const onState = (): void => this.topics.emit("transport");
    const onEnd = (): void => this.topics.emit("ended");
    this.player = new Player(sound, this.song, { onState, onEnd });
  }

  /** The song one sees, hears and edits. */
  get song(): Song {
    return shownSong(this.state);
  }

  /** Calls `listener` now and after every change of one of the topics; returns the end of it. */
  on(topics: readonly Topic[], listener: () => void): () => void {
    return this.topics.on(topics, listener);
  }

  /** The state becomes what `change` makes of it, and who wants to know is told. */
  change<Wish extends unknown[]>(
    change: (state: StudioState, ...wish: Wish) => StudioState,
    ...wish: Wish
  ): void {
    const before = this.state;
    this.state = change(before, ...wish);
    this.follow(before);
    this.topics.emit(...changedTopics(before, this.state));
  }

  /** One step of the song. False when it waits, because a take is heard and not the song. */
  apply(song: Song, label: string, selection: readonly Note[] = []): boolean {
    this.change(changes.applySong, song, label, selection);
    return this.state.pending === null;
  }

  /** One step that must not be lost: a take that is heard is kept for it. */
  applyKeeping(song: Song, label: string, selection: readonly Note[] = []): void {
    const { heard } = this.state;
    this.change(changes.applyKeeping, song, label, selection);
    if (heard) this.topics.emit("kept");
  }

  open(song: Song, title: string, from: Provenance, label: string): void {
    this.leave();
    this.change(changes.openSong, song, title, from, label);
  }

  resume(song: Song, left: Left, from: Provenance): void {
    this.leave();
    this.change(changes.resumeSong, song, left, from);
  }

  /** True when there is sound; that it is late, or that there is none, is said. */
  wake(): Promise<boolean> {
    const { messages } = this;
    const say = (words: string): void => messages.notice("warn", words);
    return woken(this.sound, { say, unsay: () => messages.clear() });
  }

  seek(tick: number): void {
    this.player.seek(tick);
    this.topics.emit("transport");
  }

  /** A recording that runs ends in the song that goes; then it is written down. */
  private leave(): void {
    this.player.pause();
    this.topics.emit("leaving");
    this.seek(0);
  }

  private follow(before: StudioState): void {
    const { mixer, loop, looping, metronome } = this.state;
    if (this.song !== shownSong(before) || mixer !== before.mixer) {
      this.player.load(this.song, audible(mixer, this.song));
    }
    if (loop !== before.loop || looping !== before.looping)
      this.player.loop = looping ? loop : null;
    if (metronome !== before.metronome) this.player.metronome = metronome;
  }
}
