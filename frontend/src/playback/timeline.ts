/** A song as the cues a scheduler reads in order. */
import { type Song, songEnd, type Track } from "../music/song.ts";
import type { Message } from "./output.ts";

export interface Cue {
  readonly tick: number;
  readonly message: Message;
}

export interface Timeline {
  readonly song: Song;
  // By tick, ends before beginnings, so that a repeated note sounds again.
  readonly cues: readonly Cue[];
  readonly end: number; // tick
}

const rank = (cue: Cue): number => (cue.message.type === "off" ? 0 : 1);

export function makeTimeline(song: Song): Timeline {
  const cues: Cue[] = [];
  song.tracks.forEach((track, channel) => {
    for (const { onset, pitch, length, velocity } of track.notes) {
      cues.push({ tick: onset, message: { type: "on", channel, pitch, velocity } });
      cues.push({ tick: onset + length, message: { type: "off", channel, pitch } });
    }
  });
  cues.sort((a, b) => a.tick - b.tick || rank(a) - rank(b));
  return { song, cues, end: songEnd(song) };
}

export function trackMessages(track: Track, channel: number, audible: boolean): Message[] {
  return [
    { type: "program", channel, program: track.program, drums: track.drums },
    { type: "volume", channel, value: audible ? track.volume : 0 },
    { type: "pan", channel, value: track.pan },
  ];
}

/** Index of the first cue at or after `tick`. */
export function firstCue(timeline: Timeline, tick: number): number {
  let low = 0;
  let high = timeline.cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timeline.cues[middle] as Cue).tick < tick) low = middle + 1;
    else high = middle;
  }
  return low;
}
