/**
 * The state of the studio: the song with its history, what is selected, how it sounds, and the
 * takes beside it.
 */
import { addTrack, changeTrack, removeTrack } from "../music/edits.ts";
import { MAX_TRACKS, type Note, type Song, type Track } from "../music/song.ts";
import { Player } from "../playback/player.ts";
import { sound } from "../playback/sound.ts";
import { Mixer } from "./mixer.ts";
import { Piece, type Provenance } from "./piece.ts";
import {
  type KeptTake,
  type Left,
  type Origin,
  type RunningJob,
  type Take,
  takenUp,
} from "./take.ts";
import { type Topic, Topics } from "./topics.ts";

export class Studio {
  readonly player: Player;
  readonly piece = new Piece();
  track = 0;
  selection: readonly Note[] = [];
  grid = 240; // ticks
  loop: { start: number; end: number } | null = null; // ticks
  looping = false;
  metronome = false;
  countInBars = 1;
  takes: readonly Take[] = [];
  awaited: readonly KeptTake[] = []; // takes of this song that still have to come from the site
  heard: Take | null = null; // the take on show instead of the song
  job: RunningJob | null = null; // what a model is making of this song
  lastTake = 0;
  clipboard: readonly Note[] = [];
  readonly topics = new Topics();
  private readonly mixer = new Mixer();

  constructor() {
    this.player = new Player(sound, this.own, { onState: () => this.emit("transport") });
  }

  on(topics: readonly Topic[], listener: () => void): () => void {
    return this.topics.on(topics, listener);
  }

  emit(...topics: readonly Topic[]): void {
    this.topics.emit(...topics);
  }

  /** The song one sees, hears and edits. */
  get song(): Song {
    return this.heard?.song ?? this.own;
  }

  /** The person's own song, whichever take is on show. */
  get own(): Song {
    return this.piece.song;
  }

  get title(): string {
    return this.piece.title;
  }

  set title(title: string) {
    this.piece.title = title;
    this.emit("saved");
  }

  get current(): Track | undefined {
    return this.song.tracks[this.track];
  }

  get origin(): Origin {
    return this.piece.originOf(this.song);
  }

  get isEmpty(): boolean {
    return this.piece.isEmpty;
  }

  /** Whether there is something of one's own here that could be lost. */
  get touched(): boolean {
    return (
      !this.isEmpty &&
      (this.piece.edited || this.job !== null || this.takes.length + this.awaited.length > 0)
    );
  }

  get undoLabel(): string | null {
    return this.piece.undoLabel;
  }

  get redoLabel(): string | null {
    return this.piece.redoLabel;
  }

  /** Makes `song` the next step. Editing a take keeps it first, so that nothing is lost. */
  apply(song: Song, label: string, selection: readonly Note[] = []): void {
    const { heard } = this;
    if (heard) this.keep(heard);
    this.piece.push(song, label);
    this.selection = selection;
    this.changed();
    if (heard) this.emit("kept");
  }

  /** Starts over with another song; the old one stays one undo away. */
  open(song: Song, title: string, from: Provenance, label: string): void {
    this.emit("leaving");
    this.piece.open(song, title, from, label);
    this.begin({ takes: [], lastTake: 0, job: null });
  }

  /** Goes on with a song that was left: its steps can be undone, its takes come from the site. */
  resume(song: Song, left: Left, from: Provenance): void {
    this.emit("leaving");
    this.piece.resume(song, left, from);
    this.begin(left);
  }

  private begin({ takes, lastTake, job }: Pick<Left, "takes" | "lastTake" | "job">): void {
    this.heard = this.loop = null;
    Object.assign(this, {
      takes: [],
      awaited: takes,
      lastTake,
      job: job && takenUp(job, this.own),
    });
    this.track = Math.max(
      0,
      this.own.tracks.findIndex((track) => track.notes.length > 0 && !track.drums),
    );
    this.selection = [];
    this.player.pause();
    this.player.seek(0);
    this.changed();
    this.emit("takes", "loop", "saved");
  }

  undo(): string | null {
    const label = this.piece.undoLabel;
    if (this.heard) {
      this.audition(null);
      return "back to your song";
    }
    if (!this.piece.undo()) return null;
    this.changed();
    return label;
  }

  redo(): string | null {
    const label = this.piece.redoLabel;
    if (!this.piece.redo()) return null;
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

  isMuted = (track: Track): boolean => this.mixer.is(track, "muted");
  isSolo = (track: Track): boolean => this.mixer.is(track, "solo");

  toggle(track: Track, what: "muted" | "solo"): void {
    this.mixer.toggle(track, what);
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

  /** Lays new takes beside the song; none is on show yet. */
  layResult(songs: readonly Omit<Take, "number">[]): Take[] {
    const takes = songs.map((values, index) => ({ ...values, number: this.nextTake + index }));
    for (const take of takes) this.layTake(take);
    return takes;
  }

  /**
   * Lays a take with its number beside the song: one that was there before the page was left, or a
   * new one.
   */
  layTake(take: Take): void {
    this.lastTake = Math.max(this.lastTake, take.number);
    this.piece.note(take.song, take.origin);
    this.takes = [...this.takes, take].sort((a, b) => a.number - b.number);
    this.awaited = this.awaited.filter(({ number }) => number !== take.number);
    this.emit("takes");
  }

  setJob(job: RunningJob | null): void {
    this.job = job;
    this.emit("takes");
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
    this.piece.push(take.song, `Keep take ${take.number}`);
    this.changed();
    this.emit("takes");
  }

  removeTake(take: Take): void {
    this.takes = this.takes.filter((other) => other !== take);
    if (this.heard === take) this.audition(null);
    this.emit("takes");
  }

  private changed(): void {
    if (this.track >= this.song.tracks.length)
      this.track = Math.max(0, this.song.tracks.length - 1);
    const there = new Set(this.current?.notes);
    this.selection = this.selection.filter((note) => there.has(note));
    this.load();
    this.emit("song", "track", "selection", "takes", "mixer");
  }

  private load(): void {
    this.player.load(this.song, this.mixer.heard(this.song));
  }
}
