/** A tune on sixteen columns: squares that sound, and how loud each column is. Immutable. */
import {
  emptySong,
  makeTrack,
  type Note,
  type Song,
  sortNotes,
  TICKS_PER_QUARTER,
} from "../music/song.ts";

export const STEPS = 16;
export const STEP_TICKS = TICKS_PER_QUARTER / 2; // an eighth
export const PLAIN = 80; // the one loudness of whoever has only ones
export const SOFTEST = 1;
export const LOUDEST = 127;

export interface Tune {
  readonly pitches: readonly number[]; // of the rows, from the top down
  readonly cells: readonly (readonly boolean[])[]; // row by row, STEPS each
  readonly loud: readonly number[]; // velocity of each column
}

export interface Reading {
  readonly joined?: boolean; // neighbours in a row are one long note
  readonly flat?: boolean; // all equally loud, as in a table of ones
  readonly columns?: number; // of a coarser grid
}

const below = (top: number, count: number): number[] =>
  Array.from({ length: count }, (_, row) => top - row);
const BEATS = [112, 64, 84, 64]; // a strong one, a weak one, half a strong one
const LOUD = Array.from({ length: STEPS }, (_, step) => BEATS[step % BEATS.length] as number);

export const CHROMATIC: readonly number[] = below(72, 13);
export const SCALE: readonly number[] = [72, 71, 69, 67, 65, 64, 62, 60];

/** A tune from the pitch of each column; null is silence. */
export function tuneOf(pitches: readonly number[], line: readonly (number | null)[]): Tune {
  const cells = pitches.map((pitch) =>
    Array.from({ length: STEPS }, (_, step) => line[step] === pitch),
  );
  return { pitches, cells, loud: LOUD };
}

/** What one begins with: a tune of ours with room to move, and one after the Ode to Joy. */
export const FIRST: Readonly<Record<string, Tune>> = {
  tune: tuneOf(
    CHROMATIC,
    [62, 65, 67, 69, null, 67, 69, 69, 67, 65, 62, null, 65, 64, 62, 62],
  ),
  line: tuneOf(SCALE, [64, 64, 65, 67, 67, 65, 64, 62, 60, null, 62, 64, 62, 60, null, null]),
};

export const emptied = (tune: Tune): Tune => ({
  ...tune,
  cells: tune.cells.map((row) => row.map(() => false)),
});

/** One square on or off; with `alone` it is the only one of its column. */
export function painted(
  tune: Tune,
  { row, step, on, alone }: { row: number; step: number; on: boolean; alone: boolean },
): Tune {
  const cells = tune.cells.map((cells, at) =>
    cells.map((cell, column) => {
      if (column !== step) return cell;
      return at === row ? on : cell && !(alone && on);
    }),
  );
  return { ...tune, cells };
}

/** All ones moved by so many rows upwards; as it was where one would leave the table. */
export function shifted(tune: Tune, up: number): Tune {
  const { cells } = tune;
  const lost = cells.some((row, at) => row.includes(true) && !cells[at - up]);
  const silence = Array.from({ length: STEPS }, () => false);
  return lost ? tune : { ...tune, cells: cells.map((_, at) => cells[at + up] ?? silence) };
}

export const isEmpty = ({ cells }: Tune): boolean => !cells.some((row) => row.includes(true));

export const louder = (tune: Tune, step: number, loudness: number): Tune => ({
  ...tune,
  loud: tune.loud.map((before, at) => (at === step ? loudness : before)),
});

/** Every note at the first moment of its wide column. */
export function coarsened(tune: Tune, columns: number): Tune {
  const wide = STEPS / columns;
  const cells = tune.cells.map((row) =>
    row.map((_, step) => step % wide === 0 && row.slice(step, step + wide).includes(true)),
  );
  return { ...tune, cells };
}

/** As one sees it on the coarser grid: a note fills its wide column. */
export function widened(tune: Tune, columns: number): Tune {
  const wide = STEPS / columns;
  const { cells } = coarsened(tune, columns);
  return { ...tune, cells: cells.map((row) => row.map((_, at) => row[at - (at % wide)] === true)) };
}

/** The tune's notes, as this reading has them. */
export function notesOf(tune: Tune, reading: Reading = {}): Note[] {
  const { columns = STEPS, joined = false, flat = false } = reading;
  const { cells, pitches, loud } = columns === STEPS ? tune : coarsened(tune, columns);
  const wide = STEPS / columns;
  const goesOn = (row: readonly boolean[], step: number): boolean =>
    joined && step > 0 && (row[step - wide] as boolean);
  const notes = cells.flatMap((row, at) =>
    row.flatMap((cell, step): Note[] => {
      if (!cell || goesOn(row, step)) return [];
      let end = step + wide;
      while (joined && end < STEPS && row[end]) end += wide;
      const velocity = flat ? PLAIN : (loud[step] as number);
      const length = (end - step) * STEP_TICKS;
      return [{ onset: step * STEP_TICKS, pitch: pitches[at] as number, length, velocity }];
    }),
  );
  return sortNotes(notes);
}

export function songOf(notes: readonly Note[], title = ""): Song {
  return { ...emptySong(title), tracks: [makeTrack({ name: "Melody", notes })] };
}

/** The row of each column's note, the highest where there are several; null for silence. */
export const lineOf = ({ cells }: Tune): (number | null)[] =>
  Array.from({ length: STEPS }, (_, step) => {
    const row = cells.findIndex((cells) => cells[step]);
    return row < 0 ? null : row;
  });
