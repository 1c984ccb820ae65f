/** What a draft holds: the state of the studio as the browser keeps it. */
import { toDocument } from "../music/song.ts";
import { type KeptView, lookOf } from "./look.ts";
import { isEdited, keptSteps, originOf } from "./piece.ts";
import type { Draft, KeptThere } from "./shelf.ts";
import { ownSong, type StudioState } from "./state.ts";
import { isGenerated, keptJob, keptTake } from "./take.ts";

const STEPS_ROOM = 400_000; // characters; browsers keep some five millions for a site

/** The state as a draft keeps it; `at` in milliseconds since 1970. */
export function draftOf(
  state: StudioState,
  at: number,
  view: KeptView | null = null,
  site: KeptThere | null = null,
): Draft {
  const { piece, takes, awaited, lastTake, job } = state;
  const { title, source, composition } = piece;
  const own = ownSong(state);
  return {
    version: 2,
    title,
    edited: isEdited(piece),
    source,
    composition,
    lastTake,
    document: toDocument(own),
    at,
    origin: originOf(piece, own),
    steps: keptSteps(piece, STEPS_ROOM),
    job: job && keptJob(job, own),
    // The site has the notes of takes that a model made; those of a recording end with the page.
    takes: [...takes.filter(isGenerated).map((take) => keptTake(take, own)), ...awaited],
    look: lookOf(state, view),
    site,
  };
}
