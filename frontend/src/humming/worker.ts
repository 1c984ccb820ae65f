/** The other thread, in which a recording is listened to: samples in, what was heard out. */
import { listen } from "./listen.ts";

type Asked = MessageEvent<{ samples: Float32Array; rate: number }>;

self.addEventListener("message", ({ data }: Asked) => {
  self.postMessage(listen(data.samples, data.rate));
});
