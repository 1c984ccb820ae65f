/** Scales: which pitches belong to a key, and how notes move inside one. */
import { type Edit, mapNotes } from "./edits.ts";
import type { Note, Song } from "./song.ts";

/** Semitones above the key note. */
const STEPS = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  "major pentatonic": [0, 2, 4, 7, 9],
  "minor pentatonic": [0, 3, 5, 7, 10],
  blues: [0, 3, 5, 6, 7, 10],
  "harmonic minor": [0, 2, 3, 5, 7, 8, 11],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
} as const satisfies Record<string, readonly number[]>;

export type ScaleKind = keyof typeof STEPS;
export const SCALE_KINDS = Object.keys(STEPS) as ScaleKind[];

export interface Scale {
  readonly root: number; // 0-11, 0 is C
  readonly kind: ScaleKind;
}

const above = (pitch: number, root: number): number => (((pitch - root) % 12) + 12) % 12;

export const inScale = (pitch: number, { root, kind }: Scale): boolean =>
  (STEPS[kind] as readonly number[]).includes(above(pitch, root));

/** Counts the pitches of the scale upwards; for one outside of it, the next below counts. */
export function degreeOf(pitch: number, { root, kind }: Scale): number {
  const steps: readonly number[] = STEPS[kind];
  const octave = Math.floor((pitch - root) / 12);
  const step = steps.findLastIndex((semitones) => semitones <= above(pitch, root));
  return octave * steps.length + step;
}

export function pitchOf(degree: number, { root, kind }: Scale): number {
  const steps: readonly number[] = STEPS[kind];
  const octave = Math.floor(degree / steps.length);
  return root + 12 * octave + (steps[degree - octave * steps.length] ?? 0);
}

/** The pitch of the scale that is nearest, the lower of two; 0 to 127. */
export function nearestInScale(pitch: number, scale: Scale): number {
  for (let away = 0; away < 12; away += 1) {
    for (const near of [pitch - away, pitch + away])
      if (near >= 0 && near <= 127 && inScale(near, scale)) return near;
  }
  return pitch;
}

/** Moves all by so many notes of the scale: thirds stay thirds. As a whole within 0 to 127. */
export function moveInScale(
  song: Song,
  index: number,
  notes: readonly Note[],
  ticks: number,
  degrees: number,
  scale: Scale,
): Edit {
  const by = Math.max(ticks, -Math.min(...notes.map(({ onset }) => onset)));
  const all = notes.map(({ pitch }) => degreeOf(pitch, scale));
  const [lowest, highest] = [lowestDegree(scale), degreeOf(127, scale)];
  const up = Math.min(
    highest - Math.max(...all),
    Math.max(lowest - Math.min(...all), degrees),
  );
  return mapNotes(song, index, notes, (note) => ({
    ...note,
    onset: note.onset + by,
    pitch: pitchOf(degreeOf(note.pitch, scale) + up, scale),
  }));
}

function lowestDegree(scale: Scale): number {
  const first = degreeOf(0, scale);
  return pitchOf(first, scale) < 0 ? first + 1 : first;
}
