/** From where to where axes reach. */
import type { Picture } from "./picture.ts";

const ROOM = 0.06; // of the height, above and below

/** Both ends, so that lines, range and guide are seen; shares stay between nought and one. */
export function reachOf(
  picture: Picture,
  least: number | null,
  most: number | null,
): [number, number] {
  const { range, guide, share } = picture;
  const others = [range?.low, range?.high, guide?.at];
  const all = [least, most, ...others].filter((each): each is number => typeof each === "number");
  if (all.length === 0) return [0, 1];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = (high - low) * ROOM || Math.abs(high) * ROOM || 0.5;
  if (!share) return [low - room, high + room];
  return [Math.max(low - room, low >= 0 ? 0 : -Infinity), Math.min(high + room, Math.max(1, high))];
}

/** Along the bottom: from the first figure of all charts to the last. */
export function reachBelow(pictures: readonly Picture[]): [number, number] {
  const lines = pictures.flatMap((picture) => picture.lines).filter(({ x }) => x.length > 0);
  const low = Math.min(...lines.map(({ x }) => x[0] ?? 0));
  const high = Math.max(...lines.map(({ x }) => x.at(-1) ?? 0));
  if (lines.length === 0) return [0, 1];
  return high > low ? [low, high] : [low - 0.5, high + 0.5];
}
