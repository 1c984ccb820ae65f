/**
 * The song one works on: its history, where it comes from, and how much of it is kept elsewhere.
 */
import { History } from "../music/history.ts";
import { emptySong, noteCount, type Song } from "../music/song.ts";
import { keepSteps, type KeptSteps, readSteps } from "../music/steps.ts";
import type { Origin } from "./take.ts";

/** A song on the site that saving adds a revision to. */
export interface OnSite {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly revision?: number; // that the song was made from; unknown to drafts of before
}

/** Where a song comes from. */
export interface Provenance {
  readonly origin: Origin;
  readonly source?: string | null; // what an address asks for, such as "preset:ode-to-joy"
  readonly composition?: OnSite | null;
}

export class Piece {
  title = "";
  source: string | null = null;
  composition: OnSite | null = null;
  openings = 0; // what began before another song was opened is none of this one's business
  private history = new History<Song>(emptySong());
  private readonly origins = new WeakMap<Song, Origin>();
  private clean: { readonly song: Song | null; readonly title: string } = {
    song: this.song,
    title: "",
  };

  get song(): Song {
    return this.history.value;
  }

  get isEmpty(): boolean {
    return noteCount(this.song) === 0;
  }

  get undoLabel(): string | null {
    return this.history.undoLabel;
  }

  get redoLabel(): string | null {
    return this.history.redoLabel;
  }

  /** Whether the song differs from what was opened or saved last. */
  get edited(): boolean {
    return this.song !== this.clean.song || this.title.trim() !== this.clean.title.trim();
  }

  originOf(song: Song): Origin {
    return this.origins.get(song) ?? { kind: "edited" };
  }

  note(song: Song, origin: Origin): void {
    this.origins.set(song, origin);
  }

  push(song: Song, label: string): void {
    this.history.push(song, label);
  }

  undo(): boolean {
    return this.history.undo();
  }

  redo(): boolean {
    return this.history.redo();
  }

  /** Another song; the one before stays one undo away. */
  open(song: Song, title: string, from: Provenance, label: string): void {
    this.history.push(song, label);
    this.begin(song, title, from);
  }

  /** Goes on with a song that was left, and with its steps. */
  resume(
    song: Song,
    left: { title: string; edited: boolean; steps: KeptSteps | null },
    from: Provenance,
  ): void {
    this.history = left.steps ? History.of(readSteps(song, left.steps)) : new History(song);
    this.begin(song, left.title, from);
    if (left.edited) this.clean = { song: null, title: "" };
  }

  private begin(
    song: Song,
    title: string,
    { origin, source = null, composition = null }: Provenance,
  ): void {
    this.openings += 1;
    this.note(song, origin);
    Object.assign(this, { title, source, composition });
    this.clean = { song, title };
  }

  /** `song` is on the site now, as `composition`. */
  markSaved(song: Song, composition: OnSite): void {
    this.composition = composition;
    this.source = `composition:${composition.id}`;
    this.clean = { song, title: composition.title };
  }

  /** The steps around the song, as many as fit into `room` characters. */
  steps(room: number): KeptSteps {
    return keepSteps(this.history.parts, room);
  }
}
