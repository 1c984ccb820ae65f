/** Makes a WAV file beside the page, which ends this worker when nobody wants the file any more. */
import { fromDocument } from "../music/song.ts";
import type { SoundAnswer, SoundQuestion } from "./questions.ts";
import { makeWav } from "./wavfile.ts";

addEventListener("message", ({ data }: MessageEvent<SoundQuestion>) => void answer(data));

const tell = (answer: SoundAnswer): void => postMessage(answer);

async function answer({ document, font }: SoundQuestion): Promise<void> {
  const instruments = await fetchBytes(font);
  if (!instruments) return tell({ missing: "instruments" });
  const file = await makeWav(fromDocument(document), instruments, (share) => tell({ share }));
  return tell({ file });
}

async function fetchBytes(address: string): Promise<ArrayBuffer | null> {
  try {
    // The page has played with them: what the browser kept is good enough.
    const answer = await fetch(address, { cache: "force-cache" });
    return answer.ok ? await answer.arrayBuffer() : null;
  } catch {
    return null;
  }
}
