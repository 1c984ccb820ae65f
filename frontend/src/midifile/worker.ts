/** Reads MIDI files beside the page, which goes on meanwhile. */
import type { FileAnswer, FileQuestion } from "./questions.ts";
import { readMidi } from "./reading.ts";
import { Refused } from "./refusing.ts";

addEventListener("message", ({ data }: MessageEvent<FileQuestion>) => postMessage(answer(data)));

function answer({ bytes, name }: FileQuestion): FileAnswer {
  try {
    return { imported: readMidi(new Uint8Array(bytes), name) };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, sentence } = error;
    return { code, sentence };
  }
}
