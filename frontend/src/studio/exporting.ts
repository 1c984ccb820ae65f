/** The song as a MIDI file on one's own disk, for everybody, with or without a connection. */
import { writeMidi } from "../midifile/writing.ts";
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

export function saveFile(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), FREED_AFTER_MS);
}

export const fileName = (title: string, ending: string): string =>
  `${title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "song"}.${ending}`;
