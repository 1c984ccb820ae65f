/** Has a recording listened to in a thread of its own, so that the page stays quick. */
import { bundleUrl } from "../playback/bundle.ts";
import type { Heard } from "./curve.ts";
import type { Recording } from "./decoding.ts";

/** Rejects when the thread cannot start, or when `signal` ends it. */
export function hear({ samples, rate }: Recording, signal: AbortSignal): Promise<Heard> {
  const address = new URL("./humming-worker.js", bundleUrl());
  const worker = new Worker(address, { type: "module" });
  const heard = new Promise<Heard>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Heard>) => resolve(data);
    worker.onerror = () => reject(new Error("the thread that listens did not start"));
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  worker.postMessage({ samples, rate });
  return heard.finally(() => worker.terminate());
}
