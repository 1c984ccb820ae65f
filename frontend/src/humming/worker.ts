/** The other thread, in which a recording is listened to: samples in, what was heard out. */
import { listen } from "./listen.ts";

self.addEventListener("message", ({ data }: MessageEvent<{ samples: Float32Array; rate: number }>) => {
  self.postMessage(listen(data.samples, data.rate));
});
