/** The chorale as it was refilled last, or as it was beforehand: what the studio opens. */
import { markNews } from "../../music/news.ts";
import type { Song } from "../../music/song.ts";
import { contentAt, type Trace } from "./content.ts";
import { traceKept } from "./desk.ts";
import { shownAfter, songOf } from "./showing.ts";

export async function refilledSong(title: string, source: string): Promise<Song> {
  const content = await contentAt(source);
  const own = traceKept(content);
  const trace = own?.edits.length ? own : (content.traces["refill"] as Trace);
  const made = songOf(content.song, shownAfter(content.song, trace, trace.edits.length));
  return { ...markNews(content.song, made), title };
}
