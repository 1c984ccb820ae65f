/**
 * Finished jobs as takes: new ones, and those that come back from the site after the page was left.
 */
import { ApiError, type Job } from "../api.ts";
import { markNews } from "../music/news.ts";
import { editsOf, othersOf, rewound } from "../music/replay.ts";
import { fromDocument, type Song } from "../music/song.ts";
import { followJob } from "./jobs.ts";
import { ownSong } from "./state.ts";
import type { Studio } from "./studio.ts";
import type { KeptTake, Take } from "./take.ts";
import { layTake } from "./takes.ts";

const BEST = " · best of those played";
const MISSING =
  "Some takes of this song did not come back: they belong to somebody who was signed in, or the " +
  "site has let them go.";

/**
 * What the job made, its new notes marked: its result, and the other takes of the same wish.
 * `input` is what it was made from; without it, what the site has kept of that.
 */
export function takesOf(job: Job, input: Song | null, name: string): Omit<Take, "number">[] {
  if (!job.result) return [];
  const { document, recipe, source } = job.result;
  const song = fromDocument(document);
  const asked = input ?? (source ? fromDocument(source) : rewound(song, editsOf(recipe)));
  return [song, ...othersOf(song, recipe)].map((each, of) => ({
    name: of === bestOf(recipe) ? markBest(name) : name,
    origin: { kind: "generated", job: job.id },
    seed: job.seed,
    input: asked,
    song: markNews(asked, each),
    edits: of === 0 ? editsOf(recipe) : [],
    of,
  }));
}

/** Which song of a recipe goes on best from what it was made from, where takes were compared. */
function bestOf(recipe: unknown): number | null {
  const best = (recipe as { best?: unknown } | null)?.best;
  return typeof best === "number" ? best : null;
}

/** A take that comes back with its draft has the mark already. */
const markBest = (name: string): string => (name.endsWith(BEST) ? name : `${name}${BEST}`);

/**
 * Lays the takes of a draft beside its song again. Those that cannot be had now stay in the draft.
 */
export async function fetchTakes(studio: Studio): Promise<void> {
  const { awaited } = studio.state;
  const own = ownSong(studio.state);
  const jobs = [...new Set(awaited.map(({ job }) => job))];
  const found = await Promise.all(jobs.map((id) => fetchJob(studio, id, awaited, own)));
  if (found.includes(false)) studio.messages.say(MISSING);
}

/** False for a job that is not to be had. */
async function fetchJob(
  studio: Studio,
  id: string,
  awaited: readonly KeptTake[],
  own: Song,
): Promise<boolean> {
  try {
    const job = await followJob(
      id,
      () => {},
      () => {},
    );
    for (const kept of awaited.filter((each) => each.job === id)) layAgain(studio, job, kept, own);
    return job.result !== null;
  } catch (error) {
    if (error instanceof ApiError) return false;
    throw error;
  }
}

function layAgain(studio: Studio, job: Job, kept: KeptTake, own: Song): void {
  const input = kept.current ? own : null;
  const found = takesOf(job, input, kept.name).find(({ of }) => of === kept.of);
  // By identity: another song may have been opened meanwhile.
  if (!found || !studio.state.awaited.includes(kept)) return;
  studio.change(layTake, { ...found, number: kept.number });
}
