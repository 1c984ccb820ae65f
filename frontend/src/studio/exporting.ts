/**
 * The song as a file on one's own disk, for everybody: MIDI with or without a connection, MusicXML
 * by the site.
 */
import { fileOf } from "../api.ts";
import { writeMidi } from "../midifile/writing.ts";
import { noteCount, toDocument } from "../music/song.ts";
import { explain } from "./messages.ts";
import { make } from "./page.ts";
import type { Studio } from "./studio.ts";

const FREED_AFTER_MS = 60_000;

export function exportMidi(studio: Studio): void {
  const { title } = studio.state.piece;
  const bytes = writeMidi({ ...studio.song, title: title.trim() });
  const name = fileName(title, "mid");
  saveFile(new Blob([bytes], { type: "audio/midi" }), name);
  studio.messages.say(`Exported ${name}`);
}

export async function exportScore(studio: Studio): Promise<void> {
  const { messages, song } = studio;
  const title = studio.state.piece.title.trim();
  if (noteCount(song) === 0) return messages.say("There is nothing to write down yet");
  messages.say("Writing the score");
  try {
    const body = { document: toDocument({ ...song, title }), format: "musicxml" };
    const file = await fileOf("compositions/export/", body);
    const name = fileName(title, "musicxml");
    saveFile(file, name);
    return messages.say(`Exported ${name}`);
  } catch (error) {
    return explain(messages, error);
  }
}

/** What commands ask for. */
export const exportsOf = (studio: Studio) => ({
  exportMidi: (): void => exportMidi(studio),
  exportScore: (): Promise<void> => exportScore(studio),
});

export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), FREED_AFTER_MS);
}

export const fileName = (title: string, ending: string): string =>
  `${title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "song"}.${ending}`;
