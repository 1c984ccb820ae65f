/** A part as it is learnt: step by step, with what is still to be struck of the present one. */
import type { Note, Song } from "../music/song.ts";
import { pitchWords } from "../music/words.ts";

const TOGETHER = 60; // ticks: what begins so close is one chord, however it was played
const EARLY = 480; // ticks: a key struck so much before its time is meant for it

export interface Step {
  readonly tick: number;
  readonly pitches: readonly number[]; // from left to right
}

export interface Lesson {
  readonly steps: readonly Step[];
  readonly at: number; // index of the present step; behind the last one it is done
  readonly struck: ReadonlySet<number>; // of the present step
  readonly slips: number; // keys that were wrong
}

/** `notes` are sorted by onset. */
export function lessonOf(notes: readonly Note[]): Lesson {
  const steps: { tick: number; pitches: Set<number> }[] = [];
  for (const { onset, pitch } of notes) {
    const last = steps.at(-1);
    if (last && onset - last.tick <= TOGETHER) last.pitches.add(pitch);
    else steps.push({ tick: onset, pitches: new Set([pitch]) });
  }
  const sorted = steps.map(({ tick, pitches }) => {
    return { tick, pitches: [...pitches].sort((a, b) => a - b) };
  });
  return { steps: sorted, at: 0, struck: new Set(), slips: 0 };
}

export const present = ({ steps, at }: Lesson): Step | null => steps[at] ?? null;

/** The pitches that are still to be struck. */
export const wanted = (lesson: Lesson): readonly number[] =>
  present(lesson)?.pitches.filter((pitch) => !lesson.struck.has(pitch)) ?? [];

/** From `tick` on, as if nothing had been played. */
export function from(lesson: Lesson, tick: number): Lesson {
  const found = lesson.steps.findIndex((step) => step.tick >= tick - TOGETHER);
  return { ...lesson, at: found < 0 ? lesson.steps.length : found, struck: new Set() };
}

/** A key struck at `tick`: with the last of a chord the next step is the present one. */
export function strikeKey(lesson: Lesson, pitch: number, tick: number): Lesson {
  const step = present(lesson);
  if (!step || tick < step.tick - EARLY) return lesson;
  if (!step.pitches.includes(pitch)) return { ...lesson, slips: lesson.slips + 1 };
  const struck = new Set(lesson.struck).add(pitch);
  if (step.pitches.some((each) => !struck.has(each))) return { ...lesson, struck };
  return { ...lesson, at: lesson.at + 1, struck: new Set() };
}

/** What to play next, in words. */
export function nextWords(lesson: Lesson, drums = false): string {
  const names = wanted(lesson).map((pitch) => pitchWords(pitch, drums));
  if (names.length > 0) return `Next: ${names.join(" and ")}`;
  const slips = lesson.slips === 1 ? "1 slip" : `${lesson.slips || "no"} slips`;
  return `The end, with ${slips}`;
}

/** The song at a share of its speed. */
export const slowed = (song: Song, speed: number): Song => ({
  ...song,
  tempi: song.tempi.map(({ tick, usPerQuarter }) => {
    return { tick, usPerQuarter: Math.round(usPerQuarter / speed) };
  }),
});

/** What the others play before `gate`, where everybody waits for the part of `track`. */
export const accompaniment = (song: Song, track: number, gate: number): Song => ({
  ...song,
  tracks: song.tracks.map((each, index) => {
    const notes = index === track ? [] : each.notes.filter(({ onset }) => onset < gate);
    return { ...each, notes };
  }),
});
