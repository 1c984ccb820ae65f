/** What page and worker say to each other of a sound file. */
import type { SongDocument } from "../music/song.ts";

export interface SoundQuestion {
  readonly document: SongDocument;
  readonly pieces: ReadonlyMap<string, ArrayBuffer>; // its instruments, as they were fetched
}

/** How much is done, at last the file. */
export type SoundAnswer = { readonly share: number } | { readonly file: Blob };
