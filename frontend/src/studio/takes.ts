/** What may happen to the takes beside the song, each a function from state to state. */
import { noteOrigin, pushSong } from "./piece.ts";
import { ownSong, settled, type StudioState } from "./state.ts";
import type { RunningJob, Take } from "./take.ts";

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
  return settled({ ...state, heard: take, compared: last, selection: [] });
}

/** The one to compare the song with: heard last, else made last. */
export const comparedTake = ({ takes, compared }: StudioState): Take | null =>
  takes.find((take) => take === compared) ?? takes.at(-1) ?? null;

/** The take becomes the song: one step, which undo takes back. */
export function keepTake(state: StudioState, take: Take): StudioState {
  const piece = pushSong(state.piece, take.song, `Keep take ${take.number}`);
  return settled({ ...state, heard: null, piece });
}

/** Whether keeping the take would leave out what was changed after it had been asked for. */
export function leavesOut(state: StudioState, take: Take): boolean {
  const own = ownSong(state);
  return own !== take.input && !state.takes.some(({ song }) => song === own);
}

export function removeTake(state: StudioState, take: Take): StudioState {
  const takes = state.takes.filter((other) => other !== take);
  const shown = state.heard === take ? hearTake(state, null) : state;
  return { ...shown, takes };
}
