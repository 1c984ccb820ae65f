/** The song small: drawn once, until the song, the size or the colours change. */
import { colourOf } from "../music/palette.ts";
import { type Note, pitchRange, type Song } from "../music/song.ts";
import { type Palette, trackColour } from "../screen/colours.ts";
import { type Scale, type Stretch, toX } from "./frame.ts";

type Ink = CanvasRenderingContext2D;

const AIR = 4; // px above and below

export function drawSong(
  ink: Ink,
  song: Song,
  chosen: number,
  scale: Scale,
  height: number,
  colour: Palette,
): void {
  ink.fillStyle = colour("--roll-background");
  ink.fillRect(0, 0, scale.width, height);
  const [low, high] = pitchRange(song) ?? [60, 72];
  const row = (height - 2 * AIR) / Math.max(12, high - low + 1);
  const draw = (notes: readonly Note[], index: number): void => {
    ink.fillStyle = colour(trackColour(colourOf(song.tracks, index)));
    for (const { onset, pitch, length } of notes) {
      const wide = Math.max(1, toX(scale, length) - 0.3);
      ink.fillRect(toX(scale, onset), AIR + (high - pitch) * row, wide, Math.max(1.2, row));
    }
  };
  ink.globalAlpha = 0.45;
  song.tracks.forEach(({ notes }, index) => index !== chosen && draw(notes, index));
  ink.globalAlpha = 1;
  draw(song.tracks[chosen]?.notes ?? [], chosen);
}

/** What moves over it: the rest of the song dimmed, the loop, the playhead. */
export function drawFrame(
  ink: Ink,
  shown: Stretch,
  loop: Stretch | null,
  playhead: number,
  scale: Scale,
  height: number,
  colour: Palette,
): void {
  ink.clearRect(0, 0, scale.width, height);
  const [from, to] = [toX(scale, shown.start), Math.min(scale.width, toX(scale, shown.end))];
  ink.fillStyle = colour("--roll-veil");
  ink.fillRect(0, 0, from, height);
  ink.fillRect(to, 0, scale.width - to, height);
  ink.fillStyle = colour("--roll-cursor");
  if (loop) ink.fillRect(toX(scale, loop.start), 0, toX(scale, loop.end - loop.start), 3);
  drawEdges(ink, from, to, height, colour);
  ink.fillStyle = colour("--roll-playhead");
  ink.fillRect(Math.round(toX(scale, playhead)) - 0.5, 0, 1.5, height);
}

function drawEdges(ink: Ink, from: number, to: number, height: number, colour: Palette): void {
  ink.strokeStyle = ink.fillStyle = colour("--roll-text");
  ink.lineWidth = 1.5;
  ink.strokeRect(from + 0.75, 0.75, Math.max(3, to - from - 1.5), height - 1.5);
  const grip = Math.min(16, height - 10);
  for (const x of [from - 1, to - 2]) {
    ink.beginPath();
    ink.roundRect(x, (height - grip) / 2, 3, grip, 1.5);
    ink.fill();
  }
}
