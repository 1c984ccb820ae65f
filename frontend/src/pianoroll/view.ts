/** The one place where pixels and music meet. Everything here is pure. */

export const RULER = 22; // px, above the notes
export const CHORDS = 16; // px, between ruler and notes, where chords are shown
export const KEYS = 44; // px, left of the notes
const LANE = 40; // px, the velocities below the notes, where there is room
const LEAST_LANE = 30;
const LEAST_PX_PER_TICK = 0.004; // but for songs that are longer than the view then is
const LEAST_PX_PER_PITCH = 2;
const MOST_PX_PER_TICK = 1;

export interface View {
  readonly width: number; // px, everything included
  readonly height: number; // px
  readonly head: number; // px, above the notes: the ruler, and the chords where they are shown
  readonly scrollTick: number; // at the left edge of the notes
  readonly topPitch: number; // at the top edge of the notes, may be a fraction
  readonly pxPerTick: number;
  readonly pxPerPitch: number;
}

export const VIEW_DEFAULTS: View = {
  width: 800,
  height: 480,
  head: RULER,
  scrollTick: 0,
  topPitch: 84,
  pxPerTick: 0.09,
  pxPerPitch: 16,
};

export const tickToX = (view: View, tick: number): number =>
  KEYS + (tick - view.scrollTick) * view.pxPerTick;
export const xToTick = (view: View, x: number): number =>
  view.scrollTick + (x - KEYS) / view.pxPerTick;
/** Top edge of the row of `pitch`. */
export const pitchToY = (view: View, pitch: number): number =>
  view.head + (view.topPitch - pitch) * view.pxPerPitch;
/** The place of `y` among the rows, a fraction; and the way back. */
export const rowAt = (view: View, y: number): number =>
  view.topPitch - (y - view.head) / view.pxPerPitch;
export const rowToY = pitchToY;
/** The pitch whose row holds `y`. */
export const yToPitch = (view: View, y: number): number => Math.ceil(rowAt(view, y)) + 0; // no -0

/** Half of what chords take of the height comes from here, so that the notes keep their share. */
export const laneHeight = ({ height, head }: View): number =>
  Math.round(Math.min(LANE - (head - RULER) / 2, Math.max(LEAST_LANE, height * 0.15)));
export const laneTop = (view: View): number => view.height - laneHeight(view);
export const notesHeight = (view: View): number => Math.max(0, laneTop(view) - view.head);
export const ticksShown = (view: View): number => Math.max(0, view.width - KEYS) / view.pxPerTick;
export const pitchesShown = (view: View): number => notesHeight(view) / view.pxPerPitch;

/**
 * Keeps the view inside time and pitch. `topPitch` is the row whose top edge is at the top: 127 at
 * most.
 */
export function clamped(view: View): View {
  const lowest = Math.min(127, pitchesShown(view) - 1);
  return {
    ...view,
    scrollTick: Math.max(0, view.scrollTick),
    topPitch: Math.min(127, Math.max(lowest, view.topPitch)),
  };
}

/** With room for chords above the notes, or without. */
export function headed(view: View, chords: boolean): View {
  const head = RULER + (chords ? CHORDS : 0);
  return head === view.head ? view : clamped({ ...view, head });
}

export function scrolled(view: View, dx: number, dy: number): View {
  return clamped({
    ...view,
    scrollTick: view.scrollTick + dx / view.pxPerTick,
    topPitch: view.topPitch - dy / view.pxPerPitch,
  });
}

/** Zooms time so that the tick under `x` stays where it is; not beyond `least`. */
export function zoomed(view: View, factor: number, x: number, least = LEAST_PX_PER_TICK): View {
  const lowest = Math.min(least, view.pxPerTick);
  const pxPerTick = Math.min(MOST_PX_PER_TICK, Math.max(lowest, view.pxPerTick * factor));
  return clamped({ ...view, pxPerTick, scrollTick: xToTick(view, x) - (x - KEYS) / pxPerTick });
}

/** Zooms pitch around the middle. */
export function zoomedPitch(view: View, factor: number): View {
  const pxPerPitch = Math.min(36, Math.max(LEAST_PX_PER_PITCH, view.pxPerPitch * factor));
  const middle = view.topPitch - pitchesShown(view) / 2;
  const next = { ...view, pxPerPitch };
  return clamped({ ...next, topPitch: middle + pitchesShown(next) / 2 });
}

/** Scrolls as little as needed to show a cell. */
export function revealing(view: View, tick: number, pitch: number): View {
  let { scrollTick, topPitch } = view;
  const shown = ticksShown(view);
  if (tick < scrollTick || tick > scrollTick + shown * 0.92)
    scrollTick = Math.max(0, tick - shown * 0.25);
  if (pitch > topPitch - 1) topPitch = pitch + 2;
  if (pitch < topPitch - pitchesShown(view) + 2) topPitch = pitch + pitchesShown(view) - 3;
  return clamped({ ...view, scrollTick, topPitch });
}

/**
 * Shows a stretch of ticks: as the view is where it is in sight already, else with a little room
 * before it, and farther away only where it would not fit.
 */
export function stretching(view: View, start: number, end: number): View {
  const shown = ticksShown(view);
  if (shown <= 0 || (start >= view.scrollTick && end <= view.scrollTick + shown)) return view;
  const room = (end - start) * 1.1;
  const pxPerTick =
    room <= shown ? view.pxPerTick : (shown / room) * view.pxPerTick;
  return clamped({ ...view, pxPerTick, scrollTick: start - (end - start) * 0.05 });
}

/** Shows all the pitches: as the view is where they are in sight, else in rows that fit. */
export function holding(view: View, pitches: readonly number[]): View {
  const low = pitches.reduce((least, pitch) => Math.min(least, pitch), 127);
  const high = pitches.reduce((most, pitch) => Math.max(most, pitch), 0);
  if (low > high || (high <= view.topPitch - 1 && low > view.topPitch - pitchesShown(view)))
    return view;
  return inRows(view, low, high, view.pxPerPitch);
}

/** All the pitches from `low` to `high`, in rows of `most` pixels at most. */
function inRows(view: View, low: number, high: number, most: number): View {
  const wished = notesHeight(view) / (high - low + 5);
  const pxPerPitch = Math.max(LEAST_PX_PER_PITCH, Math.min(most, wished));
  const next = { ...view, pxPerPitch };
  return clamped({ ...next, topPitch: (low + high) / 2 + pitchesShown(next) / 2 });
}

/** Scrolls to the middle between two pitches, unless some of what lies there is in sight. */
export function facing(view: View, pitches: readonly number[]): View {
  const shown = pitchesShown(view);
  const inSight = (pitch: number): boolean =>
    pitch <= view.topPitch && pitch > view.topPitch - shown;
  if (pitches.length === 0 || pitches.some(inSight)) return view;
  const middle = (Math.min(...pitches) + Math.max(...pitches)) / 2;
  return clamped({ ...view, topPitch: middle + shown / 2 });
}

/** The zoom at which so many ticks, and a little air, fill the width; LEAST_PX_PER_TICK at most. */
export function fittingPxPerTick(view: View, endTick: number): number {
  return Math.min(LEAST_PX_PER_TICK, wholePxPerTick(view, endTick));
}

const wholePxPerTick = (view: View, endTick: number): number =>
  (view.width - KEYS) / Math.max(endTick * 1.03, 4 * 960);

/** Shows a stretch of ticks from edge to edge. */
export function showing(view: View, start: number, end: number): View {
  const wished = (view.width - KEYS) / Math.max(1, end - start);
  const pxPerTick = Math.min(MOST_PX_PER_TICK, wished);
  return clamped({ ...view, scrollTick: start, pxPerTick });
}

/** Shows the whole stretch of ticks, and all the pitches, in rows as tall as there is room for. */
export function fitting(view: View, endTick: number, low: number, high: number): View {
  const pxPerTick = Math.min(0.2, wholePxPerTick(view, endTick));
  return inRows({ ...view, scrollTick: 0, pxPerTick }, low, high, 20);
}
