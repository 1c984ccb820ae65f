/**
 * Real bars of drums: the patterns and fills that this site's arranger plays (generation/arranger,
 * written for it, under this repository's licence). One sign a sixteenth; a test compares them.
 */

export const ROWS = 8;
export const STEPS = 16;
export const CELLS = ROWS * STEPS;

/** Rows from the top down, with the key of each on the drum channel of General MIDI. */
export const DRUMS = [
  { sign: "c", name: "crash", pitch: 49 },
  { sign: "r", name: "ride", pitch: 51 },
  { sign: "H", name: "open hat", pitch: 46 },
  { sign: "h", name: "hat", pitch: 42 },
  { sign: "t", name: "high tom", pitch: 50 },
  { sign: "l", name: "low tom", pitch: 45 },
  { sign: "s", name: "snare", pitch: 38 },
  { sign: "k", name: "kick", pitch: 36 },
] as const;

export type Pattern = Readonly<Record<string, string>>; // sign of a drum -> its strokes
/** Row by row, 1 where there is a stroke. */
export type Bar = readonly number[];

export interface Style {
  readonly name: string;
  readonly crash: boolean; // strikes one where a section begins
  readonly beats: readonly Pattern[];
  readonly fills: readonly Pattern[]; // for the second half of a bar
}

const BACK = "....x.......x..."; // two and four
const EIGHTHS = "x.x.x.x.x.x.x.x.";
const SWUNG = "x...x.x.x...x.x.";
const FOOT = "....x.......x...";

export const STYLES: readonly Style[] = [
  {
    name: "rock",
    crash: true,
    beats: [
      { k: "x.x.....x.x.....", s: BACK, h: EIGHTHS },
      { k: "x.....x...x.....", s: BACK, r: "x...x...x...x..." },
      { k: "x..x..x.x.......", s: BACK, H: "x...x...x...x..." },
    ],
    fills: [
      { s: "xxxx....", t: "....xx..", l: "......xx" },
      { s: "xx......", t: "..xx....", m: "....xx..", l: "......xx", k: "x...x..." },
      { s: "x.x.xxxx", k: "x...x..." },
    ],
  },
  {
    name: "pop",
    crash: true,
    beats: [
      { k: "x.....x.x.......", s: BACK, h: EIGHTHS },
      { k: "x.......x.x.....", s: BACK, h: "x.x.x.x.x.x.x..." },
      {
        k: "x..x....x..x....",
        s: "....x..x.x..x...",
        h: "xxx.xxx.xxx.xx..",
        H: "..............x.",
      },
      { k: "x..x....x.x.....", s: BACK, r: EIGHTHS },
    ],
    fills: [
      { s: "....x.xx", k: "x.......", H: "......x." },
      { t: "x.x.....", m: "....x...", l: "......x.", k: "x......." },
      { s: "x.xx....", m: "....xx..", l: "......xx" },
    ],
  },
  {
    name: "jazz",
    crash: false,
    beats: [
      { r: SWUNG, h: FOOT, k: "x..............." },
      { r: SWUNG, h: FOOT, s: "......x.......x." },
      { r: SWUNG, h: FOOT, s: "..............x.", k: "......x........." },
    ],
    fills: [
      { s: "..x.x.x.", k: "......x." },
      { s: "x.x...x.", t: "....x...", k: "......x." },
    ],
  },
  {
    name: "folk",
    crash: false,
    beats: [
      { k: "x.......x.......", s: BACK },
      { k: "x.......x.......", h: "....x.......x.x." },
    ],
    fills: [{ s: "....x.xx", k: "x......." }],
  },
];

const REST = "................";
const HALF = STEPS / 2;

/** A bar whose second half is a fill. */
export function brokenOff(beat: Pattern, fill: Pattern): Pattern {
  const drums = new Set([...Object.keys(beat), ...Object.keys(fill)]);
  return Object.fromEntries(
    [...drums].map((drum) => [
      drum,
      (beat[drum] ?? REST).slice(0, HALF) + (fill[drum] ?? REST.slice(HALF)),
    ]),
  );
}

/** The middle tom of a pattern is the high one here. */
export function barOf(pattern: Pattern, crash = false): Bar {
  const strikes = (sign: string, step: number): boolean =>
    (pattern[sign]?.[step] ?? ".") !== "." ||
    (sign === "t" && (pattern["m"]?.[step] ?? ".") !== ".") ||
    (sign === "c" && crash && step === 0);
  return DRUMS.flatMap(({ sign }) =>
    Array.from({ length: STEPS }, (_, step) => Number(strikes(sign, step))),
  );
}

const barsOf = ({ beats, fills, crash }: Style): Bar[] =>
  beats.flatMap((beat) => [
    barOf(beat),
    ...(crash ? [barOf(beat, true)] : []),
    ...fills.map((fill) => barOf(brokenOff(beat, fill))),
  ]);

/** All there are, each once. */
export const REAL: readonly Bar[] = STYLES.flatMap(barsOf);
