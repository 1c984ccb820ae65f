/** What may happen to the takes beside the song, each a function from state to state. */
import { merged } from "../music/merge.ts";
import { sameMusic } from "../music/news.ts";
import { milestoneOf } from "./milestone.ts";
import { noteOrigin, type Piece, pushSong } from "./piece.ts";
import { ownSong, settled, type StudioState } from "./state.ts";
import type { Pending, RunningJob, Take } from "./take.ts";

export const nextTake = ({ lastTake }: StudioState): number => lastTake + 1;

export const takeNumbered = ({ takes }: StudioState, number: number): Take | null =>
  takes.find((take) => take.number === number) ?? null;

/** With their numbers. */
export function numbered(state: StudioState, found: readonly Omit<Take, "number">[]): Take[] {
  return found.map((values, index) => ({ ...values, number: nextTake(state) + index }));
}

/**
 * Lays a take beside the song: one that was there before the page was left, or a new one. None
 * comes on show by that.
 */
export function layTake(state: StudioState, take: Take): StudioState {
  return {
    ...state,
    lastTake: Math.max(state.lastTake, take.number),
    piece: noteOrigin(state.piece, take.song, take.origin),
    takes: [...state.takes, take].sort((a, b) => a.number - b.number),
    awaited: state.awaited.filter(({ number }) => number !== take.number),
  };
}

export const layTakes = (state: StudioState, takes: readonly Take[]): StudioState =>
  takes.reduce(layTake, state);

export const setJob = (state: StudioState, job: RunningJob | null): StudioState => ({
  ...state,
  job,
});

/** A take comes on show, or with null the song itself. */
export function hearTake(state: StudioState, take: Take | null): StudioState {
  const { heard, takes, compared } = state;
  const last = heard && takes.includes(heard) ? heard : compared;
  return settled({ ...state, heard: take, compared: last, pending: null, selection: [] });
}

/** An edit of the take that is heard waits: a click is no word that the take is to be the song. */
export const holdEdit = (state: StudioState, edit: Omit<Pending, "take">): StudioState =>
  state.heard ? { ...state, pending: { ...edit, take: state.heard } } : state;

/** The one to compare the song with: heard last, else made last. */
export const comparedTake = ({ takes, compared }: StudioState): Take | null =>
  takes.find((take) => take === compared) ?? takes.at(-1) ?? null;

/** The take becomes the song: one step, which undo takes back. */
export function keepTake(state: StudioState, take: Take): StudioState {
  const piece = pushSong(state.piece, take.song, `Keep take ${take.number}`);
  const { milestone } = reached(state, piece, take, "Kept");
  return settled({ ...state, heard: null, pending: null, piece, milestone });
}

function reached(
  { piece, takes, milestone }: StudioState,
  after: Piece,
  take: Take,
  did: string,
): Pick<StudioState, "milestone"> {
  const name = takes.includes(take) ? `take ${take.number}` : take.name;
  return { milestone: milestoneOf(piece, after, `Before ${name}`, `${did} ${name}`) ?? milestone };
}

/** The take becomes the song, and the edit that waited is made: two steps. */
export function keepAndEdit(state: StudioState): StudioState {
  const { pending } = state;
  if (!pending) return state;
  const { take, song, label, selection } = pending;
  const kept = keepTake(state, take);
  return settled({ ...kept, piece: pushSong(kept.piece, song, label), selection });
}

/** What is new in the take goes into the song as it is now: one step. */
export function mergeTake(state: StudioState, take: Take): StudioState {
  const song = merged(ownSong(state), take.input, take.song);
  const piece = pushSong(state.piece, song, `Put take ${take.number} into the song`);
  const { milestone } = reached(state, piece, take, "With");
  return settled({ ...state, heard: null, pending: null, piece, milestone });
}

/** Whether keeping the take would leave out what was changed after it had been asked for. */
export function leavesOut(state: StudioState, take: Take): boolean {
  const own = ownSong(state);
  return !state.takes.some(({ song }) => song === own) && !sameMusic(own, take.input);
}

export function removeTake(state: StudioState, take: Take): StudioState {
  const takes = state.takes.filter((other) => other !== take);
  const shown = state.heard === take ? hearTake(state, null) : state;
  return { ...shown, takes };
}
