/** The versions of a saved song: listed, compared by ear with what is open, named, and restored. */
import type * as api from "../api.ts";
import type { Revision } from "../api.ts";
import { fromDocument, type Song, type SongDocument } from "../music/song.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import { ownSong } from "./state.ts";
import { hearTake } from "./takes.ts";

export const MOST_SHOWN = 100;

export type Versions = Pick<typeof api, "get" | "list" | "patch">;

/** A version that was asked for, with its notes. */
export interface Version {
  readonly revision: Revision;
  readonly song: Song;
}

export const titleOf = ({ number, name }: Revision): string =>
  name ? `Version ${number}: ${name}` : `Version ${number}`;

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
  async list(): Promise<Revision[] | null> {
    const { composition } = this.studio.state.piece;
    if (!composition) return null;
    const all = await this.site.list<Revision>(`compositions/${composition.id}/revisions/`);
    return all.toReversed();
  }

  async fetch(revision: Revision): Promise<Version> {
    const path = this.pathOf(revision);
    const known = this.known.get(path);
    if (known) return { revision, song: known };
    const { document } = await this.site.get<{ document: SongDocument }>(path);
    const song = fromDocument(document);
    this.known.set(path, song);
    return { revision, song };
  }

  name(revision: Revision, name: string): Promise<Revision> {
    return this.site.patch<Revision>(this.pathOf(revision), { name });
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
  restore({ revision, song }: Version): void {
    this.close();
    this.studio.apply(song, `Restore version ${revision.number}`);
  }

  private pathOf({ number }: Revision): string {
    const { composition } = this.studio.state.piece;
    return `compositions/${composition?.id ?? ""}/revisions/${number}/`;
  }

  /** Heard as takes are, but none of them. */
  private takeOf({ revision, song }: Version): Take {
    const input = ownSong(this.studio.state);
    const origin = { kind: "edited" } as const;
    const name = titleOf(revision);
    return { number: 0, name, song, origin, seed: 0, input, edits: [], of: 0 };
  }
}
