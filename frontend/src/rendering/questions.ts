/** What page and worker say to each other of a sound file. */
import type { SongDocument } from "../music/song.ts";

export interface SoundQuestion {
  readonly document: SongDocument;
  readonly font: string; // where the instruments lie
}

/** How much is done, at last the file; or that the instruments are not to be had. */
export type SoundAnswer =
  | { readonly share: number }
  | { readonly file: Blob }
  | { readonly missing: "instruments" };
