/** Mute and solo: for listening, by track, not part of the song. */
import type { Song, Track } from "../music/song.ts";

export type Pressed = "muted" | "solo";
export type Mixer = ReadonlyMap<number, Pressed>; // track key -> what was pressed

export const isPressed = (mixer: Mixer, track: Track, what: Pressed): boolean =>
  mixer.get(track.key) === what;

export function pressed(mixer: Mixer, track: Track, what: Pressed): Mixer {
  const next = new Map(mixer);
  if (isPressed(mixer, track, what)) next.delete(track.key);
  else next.set(track.key, what);
  return next;
}

/** Whether the track of an index sounds. */
export function audible(mixer: Mixer, { tracks }: Song): (index: number) => boolean {
  const anySolo = tracks.some((track) => isPressed(mixer, track, "solo"));
  return (index) => {
    const track = tracks[index];
    if (!track) return false;
    return anySolo ? isPressed(mixer, track, "solo") : !isPressed(mixer, track, "muted");
  };
}
