/** From a note on show to the take that it came from, and to the lesson about how it was made. */
import { sameNote } from "../music/marks.ts";
import type { Note, Song } from "../music/song.ts";
import { originOf } from "./piece.ts";
import type { StudioState } from "./state.ts";
import type { Take } from "./take.ts";

/** A note as the site can be asked about it. */
export interface Question {
  readonly job: string;
  readonly of: number; // which take of the job
  readonly track: number;
  readonly onset: number;
  readonly pitch: number;
}

export interface Found {
  readonly question: Question;
  readonly song: Song; // the take's
}

export const YOURS =
  "You wrote or changed this note yourself. Ask about one with slanting lines: a model's.";
export const NO_TAKE =
  "The take that this note came from is not beside your song any more. Open it under Earlier " +
  "takes, and ask again.";

/** What is to be asked, or why nothing can be. */
export function findQuestion(state: StudioState, song: Song, note: Note): Found | string {
  if (!note.generated) return YOURS;
  const { heard, takes, track } = state;
  const known = [...(heard ? [heard] : []), ...[...takes].reverse()];
  for (const take of known) {
    const { of, song: made, origin } = take;
    const at = isPlayed(take) ? trackOf(made, note, track) : -1;
    if (at >= 0) return { question: ask(origin.job ?? "", of, at, note), song: made };
  }
  const { kind, job } = originOf(state.piece, song);
  if (kind === "generated" && job) return { question: ask(job, 0, track, note), song };
  return NO_TAKE;
}

const isPlayed = ({ origin }: Take): boolean =>
  origin.kind === "generated" && origin.job !== undefined;

const ask = (job: string, of: number, track: number, { onset, pitch }: Note): Question => ({
  ...{ job, of, track, onset, pitch },
});

/** The track of a take that has the note as the model wrote it: this one, or any. */
function trackOf({ tracks }: Song, note: Note, near: number): number {
  const has = (at: number): boolean =>
    tracks[at]?.notes.some((each) => each.generated && sameNote(each, note)) ?? false;
  return has(near) ? near : tracks.findIndex((_, at) => has(at));
}

const LESSONS: Readonly<Record<string, string>> = {
  transformer: "what-is-it-listening-to",
  arcnn: "rub-out-and-refill",
  gan: "forger-and-critic",
};

/** The address of the lesson about a technique; null where the site has none. */
export function lessonOf(technique: string, there: string): string | null {
  const name = LESSONS[technique];
  return name && there.split(" ").includes(name) ? `/learn/${name}/` : null;
}
