/**
 * What lies beside the song: where songs come from, takes, and what of a take outlives the page.
 */
import type { Change } from "../music/difference.ts";
import type { Edit } from "../music/replay.ts";
import type { Note, Song } from "../music/song.ts";
import type { KeptSteps } from "../music/steps.ts";
import type { Look } from "./look.ts";

export interface Origin {
  readonly kind: "preset" | "recorded" | "imported" | "edited" | "generated";
  readonly job?: string;
}

export interface Take {
  readonly number: number; // the key that plays it
  readonly name: string;
  readonly song: Song;
  readonly origin: Origin;
  readonly seed: number;
  readonly input: Song; // what it was made from
  readonly edits: readonly Edit[]; // the model's, one by one; none where it does not work that way
  readonly of: number; // which song of its job: 0 is the result, the others count from 1
}

export const isGenerated = ({ origin }: Take): boolean => origin.kind === "generated";

/** An edit of a take that is heard: it waits until one says whether the take is to be the song. */
export interface Pending {
  readonly take: Take;
  readonly song: Song;
  readonly label: string;
  readonly selection: readonly Note[];
}

/** A take as a draft keeps it: its notes lie on the site, with the job. */
export interface KeptTake {
  readonly number: number;
  readonly name: string;
  readonly job: string;
  readonly of: number;
  readonly current: boolean; // made from the song as the draft has it
}

/** A take of a recording as a draft keeps it. */
export interface KeptRecording {
  readonly number: number;
  readonly name: string;
  readonly input: Change; // from the song as the draft has it
  readonly song: Change; // from the input
}

/** A wish that a model is working on. */
export interface RunningJob {
  readonly id: string;
  readonly title: string; // of the model
  readonly input: Song | null; // what it was asked about; null where only the site knows
}

/** The same as a draft keeps it. */
export interface KeptJob {
  readonly id: string;
  readonly title: string;
  readonly current: boolean; // asked about the song as the draft has it
}

/** What of a song that was left comes back besides its notes. */
export interface Left {
  readonly title: string;
  readonly edited: boolean;
  readonly steps: KeptSteps | null;
  readonly takes: readonly KeptTake[];
  readonly recordings?: readonly KeptRecording[]; // unknown to drafts of before
  readonly lastTake: number;
  readonly job: KeptJob | null;
  readonly look?: Look; // unknown to drafts of before
}

export function keptTake({ number, name, origin, of, input }: Take, own: Song): KeptTake {
  return { number, name, job: origin.job ?? "", of, current: input === own };
}

export function keptJob({ id, title, input }: RunningJob, own: Song): KeptJob {
  return { id, title, current: input === own };
}

/** The job of a song that was left, taken up with the song as it is now. */
export function takenUp({ id, title, current }: KeptJob, own: Song): RunningJob {
  return { id, title, input: current ? own : null };
}
