/**
 * A song of sixteen bars, and what one may do to it to please a score: each cheat is a function
 * from notes to notes. `figures.json` has what the site's own score says of all of them.
 */
import { makeTrack, type Note, type Song, sortNotes, TICKS_PER_QUARTER } from "../../music/song.ts";
import { diceOf, shuffled } from "../dice.ts";
import { LEARNT, type Melody, notesOf } from "../overfit/tunes.ts";
import { songOf } from "../tune.ts";

export const BARS = 16;
export const BAR_TICKS = 4 * TICKS_PER_QUARTER;
const CHORDS = "C G C G C G C C G G G G C G C C".split(" ");
const TONES: Readonly<Record<string, readonly number[]>> = { C: [48, 55, 64], G: [43, 50, 59] };
const SEED = 11;
const [KICK, SNARE, HAT] = [36, 38, 42] as const;
const STROKES = Array.from({ length: BAR_TICKS / (TICKS_PER_QUARTER / 2) }, (_, eighth) =>
  eighth % 4 === 0 ? [KICK, HAT] : eighth % 4 === 2 ? [SNARE, HAT] : [HAT],
);
const LOOPED = 2; // bars

export const CHEATS = ["drums", "shuffled", "backwards", "whisper", "loop"] as const;
export type Cheat = (typeof CHEATS)[number];

export const CHEAT_WORDS: Readonly<Record<Cheat, string>> = {
  drums: "Add a drum machine",
  shuffled: "Shuffle the bars",
  backwards: "Play it backwards",
  whisper: "Loudness 1 for all notes",
  loop: "Only its first two bars, again and again",
};

interface Part {
  readonly name: string;
  readonly program: number;
  readonly drums: boolean;
  readonly notes: readonly Note[];
}

const [ODE] = LEARNT as readonly [Melody];
const SWELL = [100, 84, 92, 84]; // by quarters, as one plays it

const chordNotes = (low: boolean): Note[] =>
  CHORDS.flatMap((chord, bar) => {
    const [root, ...others] = TONES[chord] as readonly number[];
    const onset = bar * BAR_TICKS;
    const pitches = low ? [root as number] : others;
    return pitches.map((pitch) => ({ onset, pitch, length: BAR_TICKS, velocity: 68 }));
  });

const PLAIN: readonly Part[] = [
  {
    name: "Melody",
    program: 73,
    drums: false,
    notes: notesOf(ODE.symbols).map((note) => ({
      ...note,
      velocity: SWELL[Math.floor(note.onset / TICKS_PER_QUARTER) % SWELL.length] as number,
    })),
  },
  { name: "Chords", program: 0, drums: false, notes: chordNotes(false) },
  { name: "Bass", program: 32, drums: false, notes: chordNotes(true) },
];

const DRUMS: Part = {
  name: "Drum machine",
  program: 0,
  drums: true,
  notes: Array.from({ length: BARS }, (_, bar) =>
    STROKES.flatMap((pitches, eighth) =>
      pitches.map((pitch) => ({
        onset: bar * BAR_TICKS + (eighth * TICKS_PER_QUARTER) / 2,
        pitch,
        length: TICKS_PER_QUARTER / 4,
        velocity: 90,
      })),
    ),
  ).flat(),
};

/** The bar `from[at]` stands where bar `at` was; notes are cut at the ends of bars. */
function reordered(notes: readonly Note[], from: readonly number[]): Note[] {
  return from.flatMap((bar, at) =>
    notes
      .filter(({ onset }) => Math.floor(onset / BAR_TICKS) === bar)
      .map((note) => ({ ...note, onset: note.onset + (at - bar) * BAR_TICKS })),
  );
}

const DONE: Readonly<Record<Cheat, (notes: readonly Note[]) => Note[]>> = {
  drums: (notes) => [...notes],
  shuffled: (notes) => reordered(notes, shuffled(BARS, diceOf(SEED))),
  backwards: (notes) =>
    notes.map((note) => ({ ...note, onset: BARS * BAR_TICKS - note.onset - note.length })),
  whisper: (notes) => notes.map((note) => ({ ...note, velocity: 1 })),
  loop: (notes) => reordered(notes, Array.from({ length: BARS }, (_, at) => at % LOOPED)),
};

/** The song with these cheats, each done to all its tracks. */
export function cheated(chosen: ReadonlySet<Cheat>): Song {
  const parts = chosen.has("drums") ? [...PLAIN, DRUMS] : PLAIN;
  const tracks = parts.map(({ notes, ...part }) => {
    const made = CHEATS.filter((cheat) => chosen.has(cheat)).reduce<readonly Note[]>(
      (now, cheat) => DONE[cheat](now),
      notes,
    );
    return makeTrack({ ...part, notes: sortNotes([...made]) });
  });
  return { ...songOf([], "Ode to Joy, as one likes it"), tracks };
}

/** All sets of cheats, by a name each: the cheats in their order. */
export const nameOf = (chosen: ReadonlySet<Cheat>): string =>
  CHEATS.filter((cheat) => chosen.has(cheat)).join(" ");

export const everySet = (): Set<Cheat>[] =>
  Array.from({ length: 2 ** CHEATS.length }, (_, bits) =>
    new Set(CHEATS.filter((_cheat, at) => bits & (1 << at))),
  );
