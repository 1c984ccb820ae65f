/** A take as a small picture of its notes: what is new at full strength, the rest paler. */
import { newsOf } from "../music/news.ts";
import { colourOf } from "../music/palette.ts";
import { type Note, type Song, songEnd } from "../music/song.ts";
import { fitted } from "../screen/canvas.ts";
import { type Palette, trackColour } from "../screen/colours.ts";
import type { Take } from "./take.ts";

const OLD = 0.35; // strength of what was there before
const THICK = 2; // px
const STROKES = 1_500; // of one picture: more of them nobody tells apart

const known = new WeakMap<Song, ReadonlySet<Note>>();

/** The notes that the model wrote, worked out once a take. */
function newsIn({ input, song }: Take): ReadonlySet<Note> {
  const found = known.get(song) ?? new Set(newsOf(input, song).tracks.flatMap(({ came }) => came));
  known.set(song, found);
  return found;
}

export function drawTake(canvas: HTMLCanvasElement, take: Take, colour: Palette): void {
  const { context, width, height } = fitted(canvas);
  const { song } = take;
  const fresh = newsIn(take);
  const pitches = song.tracks.flatMap(({ notes }) => notes.map(({ pitch }) => pitch));
  const low = pitches.reduce((least, pitch) => Math.min(least, pitch), 72) - 1;
  const high = pitches.reduce((most, pitch) => Math.max(most, pitch), 60) + 1;
  const wide = width / Math.max(1, songEnd(song));
  const every = Math.max(1, Math.ceil(pitches.length / STROKES));
  context.clearRect(0, 0, width, height);
  song.tracks.forEach(({ notes }, index) => {
    context.fillStyle = colour(trackColour(colourOf(song.tracks, index)));
    for (let place = 0; place < notes.length; place += every) {
      const note = notes[place] as Note;
      const y = ((high - note.pitch) / (high - low)) * (height - THICK);
      context.globalAlpha = fresh.has(note) ? 1 : OLD;
      context.fillRect(note.onset * wide, y, Math.max(1, note.length * wide), THICK);
    }
  });
}
