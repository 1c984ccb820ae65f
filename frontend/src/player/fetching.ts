/** A song from its address. */
import type { SongDocument } from "../music/song.ts";

/** Of a song document, or of JSON with one in its `document`. Throws where it does not come. */
export async function fetchSong(url: string): Promise<SongDocument> {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  const body = (await response.json()) as SongDocument | { document: SongDocument };
  return "document" in body ? body.document : body;
}
