/** What the studio tells in the browser's console, to tests and the curious. */
import { undoLabel } from "../music/history.ts";
import { sound } from "../playback/sound.ts";
import type { PianoRoll } from "../pianoroll/element.ts";
import { KEYS, laneTop } from "../pianoroll/view.ts";
import type { Studio } from "./studio.ts";

interface Edges {
  readonly left: number; // CSS pixels in the window
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * `level()` is the loudness at the output now (RMS, 0 is silence), `state()` what the studio holds,
 * `notes()` where on the screen notes can be placed.
 */
declare global {
  interface Window {
    chartbusters: { level(): number; state(): Record<string, unknown>; notes(): Edges };
  }
}

export function tellConsole(studio: Studio, roll: PianoRoll): void {
  window.chartbusters = {
    level: () => sound.level(),
    notes: () => edgesOf(roll),
    state: () => ({
      sound: sound.state,
      playing: studio.player.playing,
      tick: studio.player.tick,
      title: studio.state.piece.title,
      notes: studio.song.tracks.map((track) => track.notes.length),
      takes: studio.state.takes.length,
      heard: studio.state.heard?.number ?? 0,
      undo: undoLabel(studio.state.piece.history),
    }),
  };
}

function edgesOf(roll: PianoRoll): Edges {
  const { left, top } = roll.getBoundingClientRect();
  const { view } = roll.state;
  const bottom = top + laneTop(view);
  return { left: left + KEYS, top: top + view.head, right: left + view.width, bottom };
}
