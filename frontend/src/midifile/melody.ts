/** Finding the tune in a song, as the server does (`generation/music/melody.py`). */
import type { Note, Song, Track } from "../music/song.ts";

const TUNE_NAMES =
  /melody|melodie|lead|vocal|voice|solo|soprano|sopran|tune|right/;
const isBass = (program: number): boolean => program >= 32 && program < 40;

/** Index of the track most like a tune; null where no track has pitches. */
export function melodyTrack({ tracks }: Song): number | null {
  const pitched = tracks.flatMap(({ notes, drums }, index) =>
    notes.length > 0 && !drums ? [index] : [],
  );
  const busiest = Math.max(...pitched.map((index) => (tracks[index] as Track).notes.length));
  const worth = (index: number): number => tunefulness(tracks[index] as Track, busiest);
  const best = Math.max(...pitched.map(worth));
  return pitched.find((index) => worth(index) === best) ?? null;
}

function tunefulness({ notes, program, name }: Track, busiest: number): number {
  const register = Math.exp(-(((median(notes) - 71) / 12) ** 2)); // around B4
  const activity = Math.min(1, (2 * notes.length) / busiest);
  const named = TUNE_NAMES.test(name.toLowerCase()) ? 1 : 0;
  return 2 * aloneShare(notes) + register + activity + 2 * named - (isBass(program) ? 1 : 0);
}

function median(notes: readonly Note[]): number {
  const pitches = notes.map(({ pitch }) => pitch).toSorted((a, b) => a - b);
  const middle = (pitches.length - 1) / 2;
  const [low, high] = [pitches[Math.floor(middle)], pitches[Math.ceil(middle)]];
  return ((low as number) + (high as number)) / 2;
}

/** Share of notes that begin when no other of the track sounds; a short slur is no chord. */
function aloneShare(notes: readonly Note[]): number {
  let [alone, soundingUntil, lastOnset] = [0, 0, -1];
  for (const { onset, length } of notes) {
    if (onset >= soundingUntil && onset !== lastOnset) alone += 1;
    soundingUntil = Math.max(soundingUntil, onset + 0.9 * length);
    lastOnset = onset;
  }
  return alone / notes.length;
}
