/**
 * What a recording makes of the song, and its takes: each turn of the loop, or the one time it was
 * played.
 */
import type { Pass, Stretch } from "../midi/record.ts";
import { addNotes, removeNotes } from "../music/edits.ts";
import type { Note, Song } from "../music/song.ts";
import type { RecordManner, StudioState } from "./state.ts";
import type { Take } from "./take.ts";
import { layTakes, numbered, removeTake } from "./takes.ts";

const MOST = 8; // recordings that lie beside the song; the oldest goes

/** Where it was recorded, and what was played there. */
export interface Recorded extends Stretch {
  readonly end: number; // tick at which it was stopped
  readonly turns: number; // how often the loop had begun anew by then
  readonly passes: readonly Pass[];
}

export interface Outcome {
  readonly song: Song;
  readonly notes: readonly Note[]; // those that are new in it
  readonly takes: readonly Omit<Take, "number">[];
}

/** Overdubbed, all turns come into the song; replacing, the last one that holds notes. */
export function outcomeOf(
  song: Song,
  track: number,
  recorded: Recorded,
  manner: RecordManner,
): Outcome {
  const { passes } = recorded;
  const base = manner === "replace" ? cleared(song, track, recorded) : song;
  const last = passes.at(-1)?.notes ?? [];
  const notes = manner === "replace" ? last : passes.flatMap((pass) => pass.notes);
  const made = addNotes(base, track, notes);
  const takes = passes.map((pass) => {
    const name = passes.length > 1 ? `Recording, turn ${pass.turn + 1}` : "Recording";
    const whole = pass.notes === notes || passes.length === 1;
    const own = whole ? made.song : addNotes(base, track, pass.notes).song;
    return takeOf(name, own, song);
  });
  return { song: made.song, notes: made.notes, takes };
}

const takeOf = (name: string, song: Song, input: Song): Omit<Take, "number"> => ({
  ...{ name, song, input, origin: { kind: "recorded" }, seed: 0, edits: [], of: 0 },
});

/** Without the notes that were passed over. */
function cleared(song: Song, track: number, recorded: Recorded): Song {
  const { start, end, loop, turns } = recorded;
  const [from, to] =
    loop && turns > 0 ? [Math.min(start, loop.start), loop.end] : [start, Math.max(start, end)];
  const notes = song.tracks[track]?.notes ?? [];
  const gone = notes.filter(({ onset }) => onset >= from && onset < to);
  return removeNotes(song, track, gone).song;
}

/** Lays them beside the song, and lets go of the oldest recordings. */
export function layRecorded(
  state: StudioState,
  made: readonly Omit<Take, "number">[],
): StudioState {
  const laid = layTakes(state, numbered(state, made));
  const recordings = laid.takes.filter(({ origin }) => origin.kind === "recorded");
  return recordings.slice(0, -MOST).reduce(removeTake, laid);
}
