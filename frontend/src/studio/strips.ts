/** The notes of each track, small, in its strip. */
import { colourOf } from "../music/palette.ts";
import { type Song, songEnd, type Track } from "../music/song.ts";
import { fitted } from "../screen/canvas.ts";
import { palette, type Palette, trackColour } from "../screen/colours.ts";

const ROOM = 2; // px, above and below

// What a canvas shows: tracks are immutable, so the same one needs no second drawing.
const drawn = new WeakMap<HTMLCanvasElement, readonly unknown[]>();

export function drawStrips(list: HTMLElement, song: Song): void {
  const end = Math.max(songEnd(song), 1);
  const colour = palette(list);
  const canvases = [...list.querySelectorAll<HTMLCanvasElement>(".track-notes")];
  canvases.forEach((canvas, index) => {
    const track = song.tracks[index];
    if (!track || !canvas.clientWidth) return;
    const ink = colour(trackColour(colourOf(song.tracks, index)));
    const now = [track.notes, end, ink, canvas.clientWidth];
    const before = drawn.get(canvas);
    if (before && now.every((part, at) => part === before[at])) return;
    drawn.set(canvas, now);
    drawTrack(canvas, track, end, ink);
  });
}

function drawTrack(
  canvas: HTMLCanvasElement,
  { notes }: Track,
  end: number,
  ink: ReturnType<Palette>,
): void {
  const { context, width, height } = fitted(canvas);
  context.clearRect(0, 0, width, height);
  context.fillStyle = ink;
  const pitches = notes.map(({ pitch }) => pitch);
  const low = pitches.reduce((least, pitch) => Math.min(least, pitch), 127);
  const high = pitches.reduce((most, pitch) => Math.max(most, pitch), 0);
  const rise = (height - 2 * ROOM - 2) / Math.max(high - low, 7);
  for (const { onset, pitch, length } of notes) {
    const x = (onset / end) * width;
    const wide = Math.max(1, (length / end) * width - 0.5);
    context.fillRect(x, height - ROOM - 2 - (pitch - low) * rise, wide, 2);
  }
}
