/** The state of the studio: the song with its history, what is selected, how it sounds, and the takes beside it. */
import type { Edit } from "../music/replay.ts";
import { addTrack, changeTrack, removeTrack } from "../music/edits.ts";
import { History } from "../music/history.ts";
import { emptySong, MAX_TRACKS, type Note, noteCount, type Song, type Track } from "../music/song.ts";
import { Player } from "../playback/player.ts";
import { sound } from "../playback/sound.ts";
import { type Topic, Topics } from "./topics.ts";

export interface Origin {
  readonly kind: "preset" | "recorded" | "imported" | "edited" | "generated";
  readonly job?: string;
}

export interface Take {
  readonly number: number; // the key that plays it
  readonly name: string;
  readonly song: Song;
  readonly origin: Origin;
  readonly seed: number;
  readonly input: Song; // what it was made from
  readonly edits: readonly Edit[]; // the model's, one by one; none where it does not work that way
}

export class Studio {
  readonly player: Player;
  title = "";
  track = 0;
  selection: readonly Note[] = [];
  grid = 240; // ticks
  loop: { start: number; end: number } | null = null; // ticks
  looping = false;
  metronome = false;
  countInBars = 1;
  takes: readonly Take[] = [];
  heard: Take | null = null; // the take on show instead of the song
  clipboard: readonly Note[] = [];
  private history = new History<Song>(emptySong());
  private readonly topics = new Topics();
  private readonly origins = new WeakMap<Song, Origin>();
  private readonly silenced = new Map<number, "muted" | "solo">(); // track key -> what was pressed
  private lastTake = 0;

  constructor() {
    this.player = new Player(sound, this.history.value, { onState: () => this.emit("transport") });
  }

  on(topics: readonly Topic[], listener: () => void): () => void {
    return this.topics.on(topics, listener);
  }

  emit(...topics: readonly Topic[]): void {
    this.topics.emit(...topics);
  }

  /** The song one sees, hears and edits. */
  get song(): Song {
    return this.heard?.song ?? this.history.value;
  }

  /** The person's own song, whichever take is on show. */
  get own(): Song {
    return this.history.value;
  }

  get current(): Track | undefined {
    return this.song.tracks[this.track];
  }

  get origin(): Origin {
    return this.origins.get(this.song) ?? { kind: "edited" };
  }

  get undoLabel(): string | null {
    return this.history.undoLabel;
  }

  get redoLabel(): string | null {
    return this.history.redoLabel;
  }

  /** Makes `song` the next step. Editing a take keeps it first, so that nothing is lost. */
  apply(song: Song, label: string, selection: readonly Note[] = []): void {
    if (this.heard) this.keep(this.heard);
    this.history.push(song, label);
    this.selection = selection;
    this.changed();
  }

  /** Starts over with another song; the old one stays one undo away. */
  open(song: Song, title: string, origin: Origin, label: string): void {
    this.heard = null;
    this.takes = [];
    this.lastTake = 0;
    this.history.push(song, label);
    this.origins.set(song, origin);
    this.title = title;
    this.track = Math.max(0, song.tracks.findIndex((track) => track.notes.length > 0 && !track.drums));
    this.selection = [];
    this.loop = null;
    this.player.pause();
    this.player.seek(0);
    this.changed();
    this.emit("takes", "loop", "saved");
  }

  /** As `open`, but without a step back: what the page begins with. */
  begin(song: Song, title: string): void {
    this.history = new History(song);
    this.title = title;
    this.changed();
  }

  undo(): string | null {
    const label = this.history.undoLabel;
    if (this.heard) {
      this.audition(null);
      return "back to your song";
    }
    if (!this.history.undo()) return null;
    this.changed();
    return label;
  }

  redo(): string | null {
    const label = this.history.redoLabel;
    if (!this.history.redo()) return null;
    this.heard = null;
    this.changed();
    return label;
  }

  select(notes: readonly Note[]): void {
    this.selection = notes;
    this.emit("selection");
  }

  chooseTrack(index: number): void {
    this.track = Math.min(Math.max(0, index), this.song.tracks.length - 1);
    this.selection = [];
    this.emit("track", "selection");
  }

  changeTrack(index: number, values: Partial<Omit<Track, "key">>, label: string): void {
    this.apply(changeTrack(this.song, index, values), label, this.selection);
  }

  addTrack(values: Partial<Omit<Track, "key">>): void {
    if (this.song.tracks.length >= MAX_TRACKS) return;
    this.apply(addTrack(this.song, values), "Add track");
    this.chooseTrack(this.song.tracks.length - 1);
  }

  removeTrack(index: number): void {
    if (this.song.tracks.length === 1) return;
    this.apply(removeTrack(this.song, index), "Delete track");
    this.chooseTrack(Math.min(this.track, this.song.tracks.length - 1));
  }

  isMuted = (track: Track): boolean => this.silenced.get(track.key) === "muted";
  isSolo = (track: Track): boolean => this.silenced.get(track.key) === "solo";

  toggle(track: Track, what: "muted" | "solo"): void {
    if (this.silenced.get(track.key) === what) this.silenced.delete(track.key);
    else this.silenced.set(track.key, what);
    this.load();
    this.emit("mixer");
  }

  setLoop(loop: Studio["loop"], on: boolean): void {
    this.loop = loop;
    this.looping = on && loop !== null;
    this.player.loop = this.looping ? loop : null;
    this.emit("loop");
  }

  get nextTake(): number {
    return this.lastTake + 1;
  }

  addTake(values: Omit<Take, "number">): Take {
    this.lastTake += 1;
    const take = { ...values, number: this.lastTake };
    this.origins.set(take.song, take.origin);
    this.takes = [...this.takes, take];
    this.audition(take);
    return take;
  }

  /** Shows and plays a take, or the song itself, from the same place on. */
  audition(take: Take | null): void {
    this.heard = take;
    this.track = Math.min(this.track, this.song.tracks.length - 1);
    this.selection = [];
    this.changed();
    this.emit("takes");
  }

  /** The take becomes the song: one step, which undo takes back. */
  keep(take: Take): void {
    this.heard = null;
    this.history.push(take.song, `Keep take ${take.number}`);
    this.changed();
    this.emit("takes");
  }

  removeTake(take: Take): void {
    this.takes = this.takes.filter((other) => other !== take);
    if (this.heard === take) this.audition(null);
    this.emit("takes");
  }

  get isEmpty(): boolean {
    return noteCount(this.history.value) === 0;
  }

  private changed(): void {
    if (this.track >= this.song.tracks.length) this.track = Math.max(0, this.song.tracks.length - 1);
    const there = new Set(this.current?.notes);
    this.selection = this.selection.filter((note) => there.has(note));
    this.load();
    this.emit("song", "track", "selection", "takes", "mixer");
  }

  private load(): void {
    const { tracks } = this.song;
    const anySolo = tracks.some(this.isSolo);
    this.player.load(this.song, (index) => {
      const track = tracks[index];
      return track !== undefined && (anySolo ? this.isSolo(track) : !this.isMuted(track));
    });
  }
}
