/**
 * Measures how loud each of a folder of instruments is, for `voting/instruments.ts`:
 * `node src/rendering/weigh.ts INSTRUMENTS > src/voting/instruments.ts`. Some minutes.
 *
 * Energies of single notes through the K-weighting of ITU-R BS.1770, in whole decibels.
 */
import { emptySong, makeTrack, type Note, TICKS_PER_QUARTER } from "../music/song.ts";
import { kWeighting } from "./kweighting.ts";
import { fontsIn } from "./folder.ts";
import { renderSong } from "./offline.ts";
import { RATE } from "./rate.ts";

const PITCHES = [36, 60, 84];
const QUARTERS = [0.5, 4]; // lengths of notes at 120 quarters a minute: 0.25 s and 2 s
const SECONDS = 3; // from one note to the next, at 120 quarters a minute
const APART = 2 * SECONDS * TICKS_PER_QUARTER;
const DRUMS = Array.from({ length: 47 }, (_, index) => 35 + index);

type Struck = Pick<Note, "pitch" | "length">;

/** Decibels of the energy of each of these notes, one after the other. */
async function energies(program: number, drums: boolean, struck: Struck[]): Promise<number[]> {
  const notes = struck.map((one, place) => ({ ...one, onset: place * APART, velocity: 100 }));
  const song = { ...emptySong(), tracks: [makeTrack({ program, drums, notes })] };
  const sums = struck.map(() => 0);
  const weigh = [kWeighting(RATE), kWeighting(RATE)];
  let frame = 0;
  for await (const samples of renderSong(song, fontOf)) {
    for (let at = 0; at < samples.length; at += 1) {
      const weighed = (weigh[at % 2] as (sample: number) => number)(samples[at] as number);
      const note = Math.min(struck.length - 1, Math.floor((frame + at / 2) / (SECONDS * RATE)));
      sums[note] = (sums[note] as number) + (weighed * weighed) / RATE;
    }
    frame += samples.length / 2;
  }
  return sums.map((sum) => Math.max(-80, Math.round(10 * Math.log10(sum))));
}

const fontOf = fontsIn(process.argv[2] ?? "");
const struck = PITCHES.flatMap((pitch) =>
  QUARTERS.map((quarters) => ({ pitch, length: quarters * TICKS_PER_QUARTER })),
);
const programs: string[] = [];
for (let program = 0; program < 128; program += 1)
  programs.push(`  [${(await energies(program, false, struck)).join(", ")}],`);
const hit = DRUMS.map((pitch) => ({ pitch, length: TICKS_PER_QUARTER / 2 }));
const kit = await energies(0, true, hit);
process.stdout.write(`/** How loud instruments are: made by rendering/weigh.ts, not by hand. */

/** Of each program: decibels at pitches 36, 60 and 84, of 0.25 s and of 2 s each. */
export const PROGRAMS: readonly (readonly number[])[] = [
${programs.join("\n")}
];

/** Of the drums from pitch 35 on. */
// prettier-ignore
export const KIT: readonly number[] = [
${[0, 16, 32].map((at) => `  ${kit.slice(at, at + 16).join(", ")},`).join("\n")}
];
`);
