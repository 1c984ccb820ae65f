/** The song as a MIDI file on one's own disk, for everybody. */
import { download } from "../api.ts";
import { toDocument } from "../music/song.ts";
import { explain } from "./messages.ts";
import { make } from "./page.ts";
import type { Studio } from "./studio.ts";

export async function exportMidi(studio: Studio): Promise<void> {
  const { title } = studio.state.piece;
  try {
    const document = { ...toDocument(studio.song), title };
    const blob = await download("compositions/export/", { document });
    const url = URL.createObjectURL(blob);
    const name = fileName(title);
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    studio.messages.say(`Exported ${name}`);
  } catch (error) {
    explain(studio.messages, error);
  }
}

export const fileName = (title: string): string =>
  `${title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "song"}.mid`;
