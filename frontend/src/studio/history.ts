/** The versions of a saved song: listed, compared by ear with what is open, named, and restored. */
import type * as api from "../api.ts";
import type { Revision } from "../api.ts";
import { fromDocument, type Song, type SongDocument } from "../music/song.ts";
import { restoreSong } from "./restoring.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import { ownSong } from "./state.ts";
import { hearTake } from "./takes.ts";
import { type Checkpoint, type Line, linesOf, shortOf, titleOf } from "./versionlines.ts";

export const MOST_SHOWN = 100;

export type Versions = Pick<typeof api, "get" | "list" | "patch">;

/** A line whose notes were asked for. */
export interface Version {
  readonly line: Line;
  readonly song: Song;
}

export class History {
  private readonly studio: Studio;
  private readonly site: Versions;
  private readonly known = new Map<string, Song>(); // by address
  private shown: Take | null = null;

  constructor(studio: Studio, site: Versions) {
    this.studio = studio;
    this.site = site;
  }

  /** The versions of the song that is open, the last first; null for one that was never saved. */
  async list(): Promise<Line[] | null> {
    const { composition } = this.studio.state.piece;
    if (!composition) return null;
    const path = `compositions/${composition.id}/`;
    const revisions = this.site.list<Revision>(`${path}revisions/`);
    const checkpoints = this.site.list<Checkpoint>(`${path}checkpoints/`);
    return linesOf(...(await Promise.all([revisions, checkpoints])));
  }

  async fetch(line: Line): Promise<Version> {
    const path = this.pathOf(line);
    const known = this.known.get(path);
    if (known) return { line, song: known };
    const { document } = await this.site.get<{ document: SongDocument }>(path);
    const song = fromDocument(document);
    this.known.set(path, song);
    return { line, song };
  }

  async name(line: Line, name: string): Promise<Line> {
    const named = await this.site.patch<{ name: string }>(this.pathOf(line), { name });
    return { ...line, name: named.name };
  }

  /** The version is heard and seen in place of the song, or with null the song again. */
  hear(version: Version | null): void {
    this.shown = version && this.takeOf(version);
    this.studio.change(hearTake, this.shown);
  }

  /** Whether a version is heard. */
  get hearing(): boolean {
    return this.shown !== null && this.studio.state.heard === this.shown;
  }

  /** Nothing is chosen any more: the song as one has it comes back. */
  close(): void {
    if (this.hearing) this.studio.change(hearTake, null);
    this.shown = null;
  }

  /** The version becomes the song: one step, which undo takes back. */
  restore({ line, song }: Version): void {
    this.close();
    this.studio.change(restoreSong, { song, name: shortOf(line), origin: line.origin });
  }

  private pathOf({ path }: Line): string {
    const { composition } = this.studio.state.piece;
    return `compositions/${composition?.id ?? ""}/${path}`;
  }

  /** Heard as takes are, but none of them. */
  private takeOf({ line, song }: Version): Take {
    const input = ownSong(this.studio.state);
    const [name, { origin }] = [titleOf(line), line];
    return { number: 0, name, song, origin, seed: 0, input, edits: [], of: 0 };
  }
}
