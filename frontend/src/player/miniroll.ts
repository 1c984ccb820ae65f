/** A whole song as a small picture of its notes. */
import { colourOf } from "../music/palette.ts";
import { type Song, songEnd } from "../music/song.ts";
import { secondsAt } from "../music/time.ts";
import { type Palette, trackColour } from "../screen/colours.ts";

/**
 * Draws all notes into `width` x `height`; those before `played` (0-1) at full strength, the rest
 * paler.
 */
export function drawMiniRoll(
  context: CanvasRenderingContext2D,
  song: Song,
  size: { width: number; height: number },
  colour: Palette,
  played: number,
  marked: { from: number; to: number } | null = null, // seconds
): void {
  const { width, height } = size;
  context.clearRect(0, 0, width, height);
  const pitches = song.tracks.flatMap((track) =>
    track.drums ? [] : track.notes.map((note) => note.pitch),
  );
  const low = pitches.reduce((least, pitch) => Math.min(least, pitch), 72) - 2;
  const high = pitches.reduce((most, pitch) => Math.max(most, pitch), 60) + 2;
  const seconds = secondsAt(song, songEnd(song)) || 1;
  if (marked) drawMark(context, size, colour, marked.from / seconds, marked.to / seconds);
  const thick = Math.max(1.5, Math.min(6, height / (high - low)));
  const place = (tick: number): number => (secondsAt(song, tick) / seconds) * width;
  song.tracks.forEach((track, index) => {
    context.fillStyle = colour(trackColour(colourOf(song.tracks, index)));
    for (const note of track.notes) {
      const x = place(note.onset);
      const pitch = track.drums ? low + (note.pitch % 12) / 4 : note.pitch;
      const y = height - ((pitch - low) / (high - low)) * height;
      context.globalAlpha = x < played * width ? 1 : 0.45;
      context.fillRect(
        x,
        y - thick / 2,
        Math.max(1.5, place(note.onset + note.length) - x - 0.5),
        thick,
      );
    }
  });
  context.globalAlpha = 1;
  context.fillStyle = colour("--roll-playhead");
  if (played > 0) context.fillRect(Math.min(width - 2, played * width), 0, 2, height);
}

/** A band behind the notes with a line on either side, so that it is seen without its colour. */
function drawMark(
  context: CanvasRenderingContext2D,
  { width, height }: { width: number; height: number },
  colour: Palette,
  from: number,
  to: number,
): void {
  const [left, right] = [from * width, to * width];
  context.fillStyle = colour("--roll-playhead");
  context.globalAlpha = 0.16;
  context.fillRect(left, 0, right - left, height);
  context.globalAlpha = 0.8;
  context.fillRect(left, 0, 1.5, height);
  context.fillRect(right - 1.5, 0, 1.5, height);
  context.globalAlpha = 1;
}
