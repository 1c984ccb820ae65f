/**
 * The steps of a history as plain values: told from the song of now, the nearest first, as many as
 * there is room for.
 */
import { type Change, changed, difference } from "./difference.ts";
import type { History, Step } from "./history.ts";
import type { Song } from "./song.ts";

const MOST_STEPS = 250; // each way

export interface KeptStep {
  readonly label: string;
  readonly change: Change; // from the step nearer to now
}

export interface KeptSteps {
  readonly label: string; // of the song of now
  readonly past: readonly KeptStep[];
  readonly future: readonly KeptStep[];
}

interface Told {
  readonly to: Song;
  readonly change: Change;
  readonly size: number; // characters
}

// A draft is written after every edit: what was worked out for one writing serves the next.
const known = new WeakMap<Song, Told[]>();

function tell(from: Song, to: Song): Told {
  const before = known.get(from) ?? [];
  const found = before.find((told) => told.to === to);
  if (found) return found;
  const change = difference(from, to);
  const told = { to, change, size: JSON.stringify(change).length };
  known.set(from, [...before.slice(-1), told]); // one behind and one ahead
  return told;
}

/** `room` in characters. What does not fit is the farthest. */
export function keepSteps({ past, now, future }: History<Song>, room: number): KeptSteps {
  const behind = walk(now.value, past.toReversed(), room);
  const ahead = walk(now.value, future.toReversed(), room - behind.size);
  return { label: now.label, past: behind.steps, future: ahead.steps };
}

function walk(
  start: Song,
  steps: readonly Step<Song>[],
  room: number,
): { steps: KeptStep[]; size: number } {
  const kept: KeptStep[] = [];
  let [here, size] = [start, 0];
  for (const { value, label } of steps.slice(0, MOST_STEPS)) {
    const told = tell(here, value);
    if (size + told.size > room) break;
    size += told.size;
    kept.push({ label, change: told.change });
    here = value;
  }
  return { steps: kept, size };
}

/** The history that `keepSteps` told, around the song of now. */
export function readSteps(song: Song, { label, past, future }: KeptSteps): History<Song> {
  return { past: follow(song, past), now: { value: song, label }, future: follow(song, future) };
}

function follow(start: Song, steps: readonly KeptStep[]): Step<Song>[] {
  const values: Step<Song>[] = [];
  let here = start;
  for (const { label, change } of steps) {
    here = changed(here, change);
    values.push({ value: here, label });
  }
  return values.reverse();
}
