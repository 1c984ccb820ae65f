/** Hummed notes as notes of a song: in its time, and as one wishes in another octave, key, grid. */
import { snapNear } from "../music/grid.ts";
import type { Key } from "../music/keys.ts";
import { type Note, type Song, TICKS_PER_QUARTER } from "../music/song.ts";
import { secondsAt, tickAt } from "../music/time.ts";
import { inKey } from "./keys.ts";
import type { HummedNote } from "./notes.ts";

export interface Fit {
  readonly octaves: number;
  readonly key: Key | null; // null leaves the pitches as they were sung
  readonly grid: number; // ticks; 0 leaves the times as they were sung
  readonly pace: number | null; // quarters a minute in which one hummed; null is the song's tempo
}

type Tempi = Pick<Song, "tempi">;

export const AS_SUNG: Fit = { octaves: 0, key: null, grid: 0, pace: null };

/** The first note begins at `tick`; the silence before it is nothing one has sung. */
export function fitted(
  hummed: readonly HummedNote[],
  fit: Fit,
  song: Tempi,
  tick: number,
): Note[] {
  const at = clockOf(hummed[0]?.start ?? 0, fit, song, tick);
  const notes: Note[] = [];
  for (const { start, end, pitch, velocity } of hummed) {
    const [from, to] = [at(start), at(end)];
    const time = fit.grid ? snapped(from, to, fit.grid, notes.at(-1)) : whole(from, to);
    notes.push({ ...time, pitch: fittedPitch(pitch, fit), velocity });
  }
  return withoutOverlap(notes);
}

/** Seconds of the recording to ticks of the song. */
function clockOf(first: number, { pace }: Fit, song: Tempi, tick: number): (at: number) => number {
  const perSecond = ((pace ?? 0) * TICKS_PER_QUARTER) / 60;
  if (pace !== null) return (seconds) => tick + (seconds - first) * perSecond;
  const zero = secondsAt(song, tick);
  return (seconds) => tickAt(song, zero + seconds - first);
}

function fittedPitch(pitch: number, { octaves, key }: Fit): number {
  const moved = Math.min(127, Math.max(0, pitch + 12 * octaves));
  return key ? inKey(moved, key) : moved;
}

type Time = Pick<Note, "onset" | "length">;

const whole = (from: number, to: number): Time => ({
  onset: Math.round(from),
  length: Math.max(1, Math.round(to) - Math.round(from)),
});

/** Two notes never fall on one step: the later one takes the next. */
function snapped(from: number, to: number, grid: number, before: Note | undefined): Time {
  const least = before ? before.onset + grid : 0;
  const onset = Math.max(least, snapNear(from, grid));
  return { onset, length: Math.max(grid, snapNear(to - from, grid)) };
}

/** One voice: a note ends where the next begins. */
const withoutOverlap = (notes: readonly Note[]): Note[] =>
  notes.map((note, index) => {
    const next = notes[index + 1]?.onset ?? Infinity;
    return { ...note, length: Math.max(1, Math.min(note.length, next - note.onset)) };
  });
