/**
 * What of a draft the site keeps beside its notes, so that another device goes on with undo, takes
 * and place. The site stores it as it comes; what cannot be read is left out.
 */
import type { Song } from "../music/song.ts";
import { type KeptSteps, readSteps } from "../music/steps.ts";
import { draftOf } from "./draftform.ts";
import type { KeptView, Look } from "./look.ts";
import type { Draft } from "./shelf.ts";
import type { StudioState } from "./state.ts";
import { isGenerated, type KeptTake, type Left } from "./take.ts";

const VERSION = 1;
const ROOM = 60_000; // characters of steps: some hundreds, and sent with each change
const LARGEST = 190_000; // characters in all; the site takes 200,000

export type Beside = Pick<Left, "steps" | "takes" | "recordings" | "lastTake" | "job"> &
  Pick<Draft, "source"> & { readonly version: typeof VERSION; readonly look: Look | null };

/** With as many steps as there is `room` for, in characters. */
export function besideOf(state: StudioState, view: KeptView | null, room = ROOM): Beside {
  const draft = draftOf(state, 0, view, null, Math.min(room, ROOM));
  const { steps, takes, recordings = [], lastTake, job, source, look = null } = draft;
  const left = { steps, takes, recordings, lastTake, job, source, look };
  const beside = { version: VERSION, ...left } as const;
  return JSON.stringify(beside).length <= LARGEST ? beside : { ...beside, steps: null };
}

/** The takes and the job of a state, each by a name of its own. */
export function takeNames({ takes, awaited, job }: StudioState): string[] {
  const made = takes.filter(isGenerated).map(({ origin, of }) => nameOf(origin.job ?? "", of));
  const coming = awaited.map((take) => nameOf(take.job, take.of));
  return [...made, ...coming, ...(job ? [job.id] : [])];
}

const nameOf = (job: string, of: number): string => `${job} ${of}`;

/** What the site kept beside the song, as far as it can be read. */
export function readBeside(song: Song, kept: unknown): Partial<Omit<Beside, "version">> {
  const beside = (kept ?? {}) as Partial<Beside>;
  const { version, steps, takes, recordings, lastTake, job, source, look } = beside;
  if (version !== VERSION) return {};
  return {
    steps: steps && fits(song, steps) ? steps : null,
    takes: Array.isArray(takes) ? (takes as KeptTake[]).filter(isTake) : [],
    recordings: Array.isArray(recordings) ? recordings : [],
    lastTake: Number(lastTake) || 0,
    job: job && typeof job.id === "string" ? job : null,
    ...(typeof source === "string" ? { source } : {}),
    ...(look && Array.isArray(look.pressed) ? { look } : {}),
  };
}

const isTake = ({ job, number, of }: KeptTake): boolean =>
  typeof job === "string" && Number.isInteger(number) && Number.isInteger(of);

/** Whether the steps lead from this song to songs. */
function fits(song: Song, steps: KeptSteps): boolean {
  try {
    readSteps(song, steps);
    return true;
  } catch {
    return false;
  }
}
