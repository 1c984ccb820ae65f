/** What a draft holds: the state of the studio as the browser keeps it. */
import { toDocument } from "../music/song.ts";
import { keepRecordings } from "./keptrecordings.ts";
import { type KeptView, lookOf } from "./look.ts";
import { isEdited, keptSteps, originOf } from "./piece.ts";
import type { Draft, KeptThere } from "./shelf.ts";
import { ownSong, type StudioState } from "./state.ts";
import { isGenerated, keptJob, keptTake } from "./take.ts";

const STEPS_ROOM = 400_000; // characters; browsers keep some five millions for a site

/** What a draft is about: while none of these changes there is nothing to write. */
export function signsOf(
  state: StudioState,
  view: KeptView | null,
  site: KeptThere | null,
): readonly unknown[] {
  const { piece, takes, awaited, job, track, loop, looping, mixer, grid } = state;
  const look = [track, loop, looping, mixer, grid, JSON.stringify(view)];
  const there = [site?.version, site?.whole];
  return [...wordsOf(state), isEdited(piece), takes, awaited, job, ...look, ...there];
}

/** What of it the site keeps. They come first among the signs. */
export const wordsOf = (state: StudioState): readonly unknown[] => [
  ownSong(state),
  state.piece.title,
  state.piece.composition,
];

/** The state as a draft keeps it; `at` in milliseconds since 1970, `room` for steps in letters. */
export function draftOf(
  state: StudioState,
  at: number,
  view: KeptView | null = null,
  site: KeptThere | null = null,
  room = STEPS_ROOM,
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
    steps: keptSteps(piece, room),
    job: job && keptJob(job, own),
    // The site has the notes of takes that a model made.
    takes: [...takes.filter(isGenerated).map((take) => keptTake(take, own)), ...awaited],
    recordings: keepRecordings(takes, own),
    look: lookOf(state, view),
    site,
  };
}
