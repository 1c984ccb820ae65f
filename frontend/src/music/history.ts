/** Undo and redo over immutable values: each function takes a history and gives the next one. */

export interface Step<T> {
  readonly value: T;
  readonly label: string; // what the step that led here did
}

export interface History<T> {
  readonly past: readonly Step<T>[]; // the last is what undo brings back
  readonly now: Step<T>;
  readonly future: readonly Step<T>[]; // the last is what redo brings back
}

const DEPTH = 500; // songs share their unchanged tracks, so a step costs one track

export function newHistory<T>(value: T): History<T> {
  return { past: [], now: { value, label: "" }, future: [] };
}

/** The label says what made `value` of the value before. The same value is no step. */
export function pushStep<T>(history: History<T>, value: T, label: string): History<T> {
  const { past, now } = history;
  if (value === now.value) return history;
  return { past: [...past, now].slice(-DEPTH), now: { value, label }, future: [] };
}

/** Goes on with the step that was taken last, as a slider does while it is held. */
export function amendStep<T>({ past, now }: History<T>, value: T): History<T> {
  return { past, now: { ...now, value }, future: [] };
}

/** The history itself where there is nothing to undo. */
export function undoStep<T>(history: History<T>): History<T> {
  const { past, now, future } = history;
  const before = past.at(-1);
  return before ? { past: past.slice(0, -1), now: before, future: [...future, now] } : history;
}

/** The history itself where there is nothing to redo. */
export function redoStep<T>(history: History<T>): History<T> {
  const { past, now, future } = history;
  const after = future.at(-1);
  return after ? { past: [...past, now], now: after, future: future.slice(0, -1) } : history;
}

export const undoLabel = ({ past, now }: History<unknown>): string | null =>
  past.length ? now.label : null;

export const redoLabel = ({ future }: History<unknown>): string | null =>
  future.at(-1)?.label ?? null;
