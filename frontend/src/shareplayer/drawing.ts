/** Notes above, waveform below, on one axis of time. */
import type { Song } from "../music/song.ts";
import { drawMiniRoll } from "../player/miniroll.ts";
import type { Palette } from "../screen/colours.ts";

export interface RecordingPicture {
  readonly song: Song | null;
  // Of the recording that the notes fill; the rest is the last sound dying away.
  readonly share: number;
  readonly peaks: readonly number[]; // 0-100, equal slices
  readonly played: number; // 0-1
}

const ROLL_SHARE = 0.68;

export function drawRecording(
  context: CanvasRenderingContext2D,
  picture: RecordingPicture,
  size: { width: number; height: number },
  colour: Palette,
): void {
  const { width, height } = size;
  const roll = picture.song ? height * ROLL_SHARE : 0;
  context.clearRect(0, 0, width, height);
  if (picture.song) {
    const played = picture.share ? picture.played / picture.share : 0;
    drawMiniRoll(
      context,
      picture.song,
      { width: width * Math.min(1, picture.share), height: roll },
      colour,
      Math.min(1, played),
    );
  }
  for (const bar of waveBars(picture.peaks, width)) {
    context.fillStyle = colour(bar.x < picture.played * width ? "--track-1" : "--roll-bar");
    const tall = Math.max(1, (bar.peak / 100) * (height - roll - 4));
    context.fillRect(bar.x, roll + (height - roll - tall) / 2, 2, tall);
  }
  context.fillStyle = colour("--roll-playhead");
  if (picture.played > 0)
    context.fillRect(Math.min(width - 2, picture.played * width), 0, 2, height);
}

/** Bars three pixels apart, each the largest of its peaks. */
export function waveBars(peaks: readonly number[], width: number): { x: number; peak: number }[] {
  if (!peaks.length) return [];
  const count = Math.max(1, Math.min(peaks.length, Math.floor(width / 3)));
  return Array.from({ length: count }, (_, index) => {
    const slice = peaks.slice(
      Math.floor((index * peaks.length) / count),
      Math.floor(((index + 1) * peaks.length) / count),
    );
    return {
      x: (index * width) / count,
      peak: slice.reduce((most, peak) => Math.max(most, peak), 0),
    };
  });
}
