/** What opens in the studio: the tune, and the continuation that was heard last. */
import type { Song } from "../../music/song.ts";
import { songWith, traceAt } from "./trace.ts";
import { rowsOf, versionKept } from "./versions.ts";

export async function songAt(title: string, address: string): Promise<Song> {
  const trace = await traceAt(address);
  return songWith(trace, rowsOf(trace, versionKept()) ?? trace.made, title);
}
