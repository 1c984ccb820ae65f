/** Asks the shipped editor to refill what was rubbed out, as the studio does, and waits for it. */
import { type Job, newKey, post } from "../../api.ts";
import { editsOf } from "../../music/replay.ts";
import { toDocument } from "../../music/song.ts";
import { followJob } from "../../studio/jobs.ts";
import { leftWords, stageWords } from "../../studio/waiting.ts";
import { type Belief, type Content, type Trace, type Wish } from "./content.ts";
import { shownAfter, songOf, untouched } from "./showing.ts";

const OFFLINE = "There is no line to the site just now. We look again.";
const ENDED = "It was stopped. Your chorale is as it was.";
const ABSENT =
  "The model is busy, or away. You may wait, or go on with the edits that were made beforehand.";
const LONG_MS = 12_000;
const ADDRESS = "generation-jobs/";

export interface Waiting {
  say(words: string): void;
  began(id: string): void;
}

/** Rejects with an error whose message is meant for people. */
export async function askedFor(
  { song }: Content,
  rubbed: readonly number[],
  parameters: Wish,
  waiting: Waiting,
): Promise<Trace> {
  const holes = songOf(song, shownAfter(song, untouched(rubbed), 0));
  const wish = { technique: "arcnn", model: "arcnn-bach", parameters };
  waiting.say("Sending the chorale");
  const begun = await post<Job>(ADDRESS, { ...wish, document: toDocument(holes) }, newKey());
  if (!begun) throw new Error(ENDED);
  waiting.began(begun.id);
  const since = performance.now();
  const seen = (job: Job): void => {
    const late = job.state === "queued" && performance.now() - since > LONG_MS;
    waiting.say(`${stageWords(job)}${leftWords(job.seconds_left)}.${late ? ` ${ABSENT}` : ""}`);
  };
  const job = await followJob(begun.id, seen, () => waiting.say(OFFLINE));
  if (!job.result) throw new Error(job.error?.message ?? ENDED);
  const { recipe } = job.result;
  const edits = editsOf(recipe);
  const { beliefs = [] } = recipe as { beliefs?: readonly Belief[] };
  const told = edits.map((_, at) => beliefs[at] ?? []);
  return { rubbed, parameters, seed: job.seed, edits, beliefs: told };
}

export const giveUp = async (id: string): Promise<void> => {
  await post(`${ADDRESS}${id}/cancel/`, {});
};

const PASSES = 25; // at most, of generation/techniques/arcnn/editing.py

/** How many times the network hears the piece, and how many edits it makes after each. */
export function passesOf(iterations: number): { passes: number; each: number } {
  const each = Math.max(1, Math.ceil(iterations / PASSES));
  return { passes: Math.ceil(iterations / each), each };
}
