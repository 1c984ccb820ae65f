/**
 * Decodes instruments beside the page. A worker has the policy of its own answer and not that of
 * the page, which never compiles anything.
 */
import { fontOf } from "./decoding.ts";
import type { DecodingAnswer, DecodingQuestion } from "./questions.ts";

addEventListener("message", ({ data }: MessageEvent<DecodingQuestion>) => void answer(data));

async function answer({ number, piece }: DecodingQuestion): Promise<void> {
  try {
    const font = await fontOf(new Uint8Array(piece));
    postMessage({ number, font } satisfies DecodingAnswer, { transfer: [font] });
  } catch (error) {
    postMessage({ number, fault: String(error) } satisfies DecodingAnswer);
  }
}
