/** What the studio tells in the browser's console, to tests and the curious. */
import { undoLabel } from "../music/history.ts";
import { sound } from "../playback/sound.ts";
import type { Studio } from "./studio.ts";

/** `level()` is the loudness at the output now (RMS, 0 is silence), `state()` what it holds. */
declare global {
  interface Window {
    chartbusters: { level(): number; state(): Record<string, unknown> };
  }
}

export function tellConsole(studio: Studio): void {
  window.chartbusters = {
    level: () => sound.level(),
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
