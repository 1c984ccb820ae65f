/** Makes a WAV file beside the page, which ends this worker when nobody wants the file any more. */
import { fontOf } from "../instruments/decoding.ts";
import { fromDocument } from "../music/song.ts";
import type { SoundAnswer, SoundQuestion } from "./questions.ts";
import { makeWav } from "./wavfile.ts";

addEventListener("message", ({ data }: MessageEvent<SoundQuestion>) => void answer(data));

const tell = (answer: SoundAnswer): void => postMessage(answer);

async function answer({ document, pieces }: SoundQuestion): Promise<void> {
  const fontBy = (name: string): Promise<ArrayBuffer> =>
    fontOf(new Uint8Array(pieces.get(name) as ArrayBuffer));
  const file = await makeWav(fromDocument(document), fontBy, (share) => tell({ share }));
  return tell({ file });
}
