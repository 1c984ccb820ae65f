/**
 * How a song is looked at and listened to: what of it a draft keeps beside the notes, and gives
 * back.
 */
import type { Pressed } from "./mixer.ts";
import type { Loop, StudioState } from "./state.ts";
import { ownSong } from "./state.ts";

/** The part of the roll that one sees: its place and its scale, not its size on this screen. */
export interface KeptView {
  readonly scrollTick: number;
  readonly topPitch: number;
  readonly pxPerTick: number;
  readonly pxPerPitch: number;
}

export interface Look {
  readonly track: number; // index
  readonly loop: Loop | null;
  readonly looping: boolean;
  readonly grid: number; // ticks
  readonly pressed: readonly (readonly [track: number, what: Pressed])[]; // by index
  readonly view: KeptView | null;
}

export function lookOf(state: StudioState, view: KeptView | null): Look {
  const { track, loop, looping, grid, mixer } = state;
  const pressed = ownSong(state).tracks.flatMap(({ key }, index) => {
    const what = mixer.get(key);
    return what ? [[index, what] as const] : [];
  });
  return { track, loop, looping, grid, pressed, view };
}

/** The state as it was looked at; what the song no longer has is left out. */
export function withLook(state: StudioState, look: Look): StudioState {
  const { tracks } = ownSong(state);
  const mixer = new Map(state.mixer);
  for (const [index, what] of look.pressed) {
    const track = tracks[index];
    if (track) mixer.set(track.key, what);
  }
  const track = tracks[look.track] ? look.track : state.track;
  const { loop, grid } = look;
  return { ...state, track, loop, looping: look.looping && loop !== null, grid, mixer };
}

export const viewKept = ({ scrollTick, topPitch, pxPerTick, pxPerPitch }: KeptView): KeptView => ({
  scrollTick,
  topPitch,
  pxPerTick,
  pxPerPitch,
});
