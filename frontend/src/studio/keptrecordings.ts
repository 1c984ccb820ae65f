/**
 * Takes of a recording as a draft keeps them. Their notes lie nowhere else, so they are told from
 * the song as the draft has it.
 */
import { type Change, changed, difference } from "../music/difference.ts";
import type { Song } from "../music/song.ts";
import { isGenerated, type KeptRecording, type Take } from "./take.ts";

const ROOM = 100_000; // characters; the newest are kept

// A draft is written after every edit, and what was played stays as it is.
const played = new WeakMap<Take, Change>();

export function keepRecordings(takes: readonly Take[], own: Song): KeptRecording[] {
  const inputs = new Map<Song, Change>(); // turns of a loop have one in common
  const kept: KeptRecording[] = [];
  let room = ROOM;
  for (const take of takes.filter((each) => !isGenerated(each)).toReversed()) {
    const told = tell(take, own, inputs);
    room -= JSON.stringify(told).length;
    if (room < 0) break;
    kept.unshift(told);
  }
  return kept;
}

function tell(take: Take, own: Song, inputs: Map<Song, Change>): KeptRecording {
  const { number, name, input, song } = take;
  const before = inputs.get(input) ?? difference(own, input);
  inputs.set(input, before);
  const added = played.get(take) ?? difference(input, song);
  played.set(take, added);
  return { number, name, input: before, song: added };
}

/** The takes again, beside the song that they were told from; none where they cannot be read. */
export function readRecordings(own: Song, kept: readonly KeptRecording[]): Take[] {
  try {
    return kept.map((told) => readRecording(own, told));
  } catch {
    return [];
  }
}

function readRecording(own: Song, { number, name, input, song }: KeptRecording): Take {
  const before = changed(own, input);
  const origin = { kind: "recorded" } as const;
  const rest = { origin, seed: 0, edits: [], of: 0 };
  return { number: Math.trunc(number), name, input: before, song: changed(before, song), ...rest };
}
