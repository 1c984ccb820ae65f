/** Mute and solo: for listening, by track, not part of the song. */
import type { Song, Track } from "../music/song.ts";

type Pressed = "muted" | "solo";

export class Mixer {
  private readonly pressed = new Map<number, Pressed>(); // track key -> what was pressed

  is(track: Track, what: Pressed): boolean {
    return this.pressed.get(track.key) === what;
  }

  toggle(track: Track, what: Pressed): void {
    if (this.is(track, what)) this.pressed.delete(track.key);
    else this.pressed.set(track.key, what);
  }

  /** Whether the track of that index sounds. */
  heard({ tracks }: Song): (index: number) => boolean {
    const anySolo = tracks.some((track) => this.is(track, "solo"));
    return (index) => {
      const track = tracks[index];
      return track !== undefined && (anySolo ? this.is(track, "solo") : !this.is(track, "muted"));
    };
  }
}
