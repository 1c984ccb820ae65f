/** Tempo and delay from taps. Pure: the caller says when each one came. */

const PAUSE_MS = 2_000; // longer than a beat of anything: somebody begins anew
const MOST = 12; // taps that count

/** The taps of this series, with a new one. */
export function tapped(taps: readonly number[], stamp: number): number[] {
  const last = taps.at(-1);
  const goesOn = last !== undefined && stamp - last < PAUSE_MS;
  return goesOn ? [...taps, stamp].slice(-MOST) : [stamp];
}

/** Taps a minute, or null before there are two. */
export function tappedTempo(taps: readonly number[]): number | null {
  const [first = 0, last = 0] = [taps[0], taps.at(-1)];
  if (taps.length < 2 || last <= first) return null;
  return (60_000 * (taps.length - 1)) / (last - first);
}

/**
 * How much later than the clicks somebody taps (in their unit), the middle of what each tap says;
 * null when they have nothing to do with the clicks.
 */
export function delayOf(taps: readonly number[], clicks: readonly number[]): number | null {
  const offs = taps.map((tap) => nearest(tap, clicks)).toSorted((a, b) => a - b);
  const middle = offs[Math.floor(offs.length / 2)];
  const beat = ((clicks.at(-1) ?? 0) - (clicks[0] ?? 0)) / Math.max(1, clicks.length - 1);
  if (middle === undefined || beat === 0) return null;
  const together = offs.filter((off) => Math.abs(off - middle) < beat / 8).length;
  return together * 2 > offs.length ? middle : null;
}

function nearest(tap: number, clicks: readonly number[]): number {
  return clicks.reduce(
    (least, click) => (Math.abs(tap - click) < Math.abs(least) ? tap - click : least),
    Infinity,
  );
}
