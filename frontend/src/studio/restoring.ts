/** A state of the song's history becomes the song. */
import { applySong } from "./changes.ts";
import { milestoneOf, type Moment } from "./milestone.ts";
import { noteOrigin } from "./piece.ts";
import type { StudioState } from "./state.ts";

/** One step, which undo takes back; what was there stands in the history too. */
export function restoreSong(state: StudioState, { song, name, origin }: Moment): StudioState {
  const restored = applySong(state, song, `Restore ${name}`);
  if (restored === state) return state;
  const { piece } = restored;
  const left = milestoneOf(state.piece, piece, `Before going back to ${name}`);
  const milestone = left ?? state.milestone;
  return { ...restored, piece: noteOrigin(piece, song, origin), milestone };
}
