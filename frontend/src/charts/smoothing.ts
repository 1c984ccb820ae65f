/**
 * Lines smoothed as those who train networks know it: a mean that forgets, by the weight that what
 * was before has, and that is not drawn towards nought at its beginning.
 */
import type { Figure } from "./picture.ts";

/** `weight`: 0 leaves the figures as they are, 0.98 has about fifty in each. Gaps stay gaps. */
export function smoothed(figures: readonly Figure[], weight: number): Figure[] {
  let [mean, share] = [0, 0];
  return figures.map((figure) => {
    if (figure === null || !Number.isFinite(figure)) return null;
    mean = weight * mean + (1 - weight) * figure;
    share = weight * share + (1 - weight);
    return mean / share;
  });
}
