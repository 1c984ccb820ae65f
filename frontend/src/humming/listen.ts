/** A recording in, what was heard out: the whole way from samples to a curve. */
import { Listener } from "./candidates.ts";
import type { Heard } from "./curve.ts";
import { doubtOf } from "./doubts.ts";
import { filtered } from "./filtering.ts";
import { gateOf, loudnessOf } from "./loudness.ts";
import { trackPitch } from "./tracking.ts";

/** `samples` of one channel, from -1 to 1. */
export function listen(samples: Float32Array, rate: number): Heard {
  const clean = filtered(samples, rate);
  const loudness = loudnessOf(clean, rate);
  const gate = gateOf(loudness);
  const listener = new Listener(rate);
  const frames = Array.from(loudness, (loud, frame) =>
    loud > gate ? listener.candidatesAt(clean, frame) : [],
  );
  const curve = { pitches: trackPitch(frames), loudness };
  return { curve, doubt: doubtOf({ samples: clean, rate, frames, curve }) };
}
