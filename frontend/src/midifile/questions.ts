/** What page and worker say to each other of a file. */
import type { Imported } from "./imported.ts";

export interface FileQuestion {
  readonly bytes: ArrayBuffer;
  readonly name: string;
}

/** The song, or why there is none. */

export type FileAnswer =
  | { readonly imported: Imported }
  | { readonly code: string; readonly sentence: string };
