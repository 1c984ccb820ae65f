/** Where notes are while they fall onto a piano: the columns of its keys, and time above them. */
import type { Note } from "../music/song.ts";
import { isBlack } from "../music/words.ts";
import type { Step } from "./lesson.ts";

const LEAST_OCTAVES = 2;
const BLACK = 0.64; // of a white key, as the piano below draws it

/** The keys of the piano below. */
export interface Keys {
  readonly first: number; // pitch, a C
  readonly octaves: number;
}

export interface Box {
  readonly x: number; // px
  readonly y: number; // px
  readonly width: number; // px
  readonly height: number; // px
}

export interface Stage extends Keys {
  readonly width: number; // px
  readonly height: number; // px
  readonly ticksShown: number;
}

/** As few octaves as hold all notes. */
export function keysFor(notes: readonly Note[]): Keys {
  const pitches = notes.map(({ pitch }) => pitch);
  const low = pitches.reduce((least, pitch) => Math.min(least, pitch), pitches[0] ?? 60);
  const high = pitches.reduce((most, pitch) => Math.max(most, pitch), pitches[0] ?? 60);
  const first = Math.floor(low / 12) * 12;
  return { first, octaves: Math.max(LEAST_OCTAVES, Math.ceil((high - first) / 12)) };
}

export function pitchesOf({ first, octaves }: Keys): number[] {
  const all = Array.from({ length: octaves * 12 + 1 }, (_, index) => first + index);
  return all.filter((pitch) => pitch <= 127);
}

/** The column of a key, the same as on the piano below. */
export function columnOf(stage: Stage, pitch: number): Pick<Box, "x" | "width"> {
  const whites = pitchesOf(stage).filter((each) => !isBlack(each));
  const wide = stage.width / whites.length;
  const passed = whites.filter((white) => white < pitch).length;
  if (!isBlack(pitch)) return { x: passed * wide, width: wide };
  return { x: (passed - BLACK / 2) * wide, width: BLACK * wide };
}

/** How far above the keys a tick is; 0 at the moment at which it sounds. */
export const heightOf = (stage: Stage, now: number, tick: number): number =>
  ((tick - now) * stage.height) / stage.ticksShown;

export function boxOf(stage: Stage, now: number, { pitch, onset, length }: Note): Box {
  const bottom = stage.height - heightOf(stage, now, onset);
  const height = (length * stage.height) / stage.ticksShown;
  return { ...columnOf(stage, pitch), y: bottom - height, height };
}

/** For who wants no motion: time goes from step to step instead. */
export const steppedTick = (steps: readonly Step[], now: number): number =>
  steps.findLast(({ tick }) => tick <= now)?.tick ?? 0;
