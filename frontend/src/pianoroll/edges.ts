/** Scrolling on while a drag is held at the edge of the roll. */
import { KEYS, laneTop, type View } from "./view.ts";

const EDGE_PX = 28;
const PX_PER_MS = 0.5; // at the border itself; faster outside of it
const MOST = 3;

/** How far `at` lies in or behind an edge zone: -MOST to MOST, 0 for the middle. */
function depth(at: number, low: number, high: number): number {
  const before = low + EDGE_PX - at;
  const behind = at - (high - EDGE_PX);
  if (before > 0) return -Math.min(MOST, before / EDGE_PX);
  return behind > 0 ? Math.min(MOST, behind / EDGE_PX) : 0;
}

/** Pixels by which the view moves in a millisecond, across and down. */
export function pulled(
  view: View,
  { x, y }: { readonly x: number; readonly y: number },
  scrolls: "across" | "both",
): [dx: number, dy: number] {
  const across = depth(x, KEYS, view.width) * PX_PER_MS;
  return [across, scrolls === "both" ? depth(y, view.head, laneTop(view)) * PX_PER_MS : 0];
}
