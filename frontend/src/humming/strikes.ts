/** The same pitch sung twice: a stretch is cut where the voice falls and rises again. */
import type { Segment } from "./segments.ts";

/** `depth` in dB: how far it falls between two notes. */
export function struck(
  segment: Segment,
  loudness: Float32Array,
  depth: number,
): readonly Segment[] {
  const cuts = dips(loudness.subarray(segment.from, segment.to), depth);
  const starts = [segment.from, ...cuts.map((at) => segment.from + at)];
  return starts.map((from, index) => ({ ...segment, from, to: starts[index + 1] ?? segment.to }));
}

/** Frames of least loudness between two that are `depth` louder. */
function dips(loudness: Float32Array, depth: number): number[] {
  const found: number[] = [];
  let [top, low, lowAt] = [-Infinity, Infinity, 0];
  for (const [frame, here] of loudness.entries()) {
    const hasFallen = top - low >= depth;
    if (hasFallen && here - low >= depth) found.push(lowAt);
    if (here > top || (hasFallen && here - low >= depth)) [top, low, lowAt] = [here, here, frame];
    else if (here < low) [low, lowAt] = [here, frame];
  }
  return found;
}
