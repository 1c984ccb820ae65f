/**
 * What the chord model judges by, in sixteenths of one (generation/harmony/evidence.py, which a
 * test holds this to): tones in and around each stretch, the place in the phrase.
 */
import type { Grid } from "./grid.ts";
import { type MelodyLine, REST } from "./melodyline.ts";

const WHOLE = 16;
const PLACES = 8; // halves of four bars
type Row = readonly number[];

export interface Evidence {
  readonly rows: readonly Row[]; // of each stretch; tones from the tonic on
  readonly places: readonly number[]; // in the phrase
}

/** How long each tone sounds, from C on. */
function countTones({ pitches }: MelodyLine, from: number, to: number): number[] {
  const counts = Array.from({ length: 12 }, () => 0);
  for (const pitch of pitches.slice(from, to))
    if (pitch !== REST) counts[pitch % 12] = (counts[pitch % 12] ?? 0) + 1;
  return counts;
}

function shares(counts: Row): number[] {
  const total = Math.max(
    1,
    counts.reduce((a, b) => a + b, 0),
  );
  return counts.map((count) => Math.floor((2 * WHOLE * count + total) / (2 * total)));
}

const only = (pitch: number | undefined): number[] =>
  Array.from({ length: 12 }, (_, tone) =>
    pitch !== undefined && pitch !== REST && pitch % 12 === tone ? WHOLE : 0,
  );

const turned = (tones: Row, tonic: number): number[] =>
  tones.map((_, n) => tones[(n + tonic) % 12] ?? 0);

/** What is heard, sung last and sung first: by these the key is found. */
export function signsOf(line: MelodyLine): number[][] {
  const sung = line.pitches.filter((pitch) => pitch !== REST);
  const heard = shares(countTones(line, 0, line.pitches.length));
  return [heard, only(sung.at(-1)), only(sung[0])];
}

export const turnSigns = (signs: readonly Row[], tonic: number): number[] =>
  signs.flatMap((tones) => turned(tones, tonic));

export function gatherEvidence(line: MelodyLine, grid: Grid, tonic: number): Evidence {
  const counts = grid.spans.map(([from, to]) => countTones(line, from, to));
  const own = counts.map(shares);
  const none = Array.from({ length: 12 }, () => 0);
  const places = placesOf(line, grid);
  const flags = flagsOf(line, grid, counts);
  const rows = grid.spans.map(([from], n) => [
    ...[own[n] ?? none, only(line.pitches[from]), own[n - 1] ?? none, own[n + 1] ?? none].flatMap(
      (tones) => turned(tones, tonic),
    ),
    ...(flags[n] ?? []),
    ...Array.from({ length: PLACES }, (_, place) => (places[n] === place ? WHOLE : 0)),
  ]);
  return { rows, places };
}

/** Always, held, silent, breath after it, the first, the last. */
function flagsOf(line: MelodyLine, { spans }: Grid, counts: readonly Row[]): number[][] {
  const sounding = counts.map((tones) => tones.reduce((a, b) => a + b, 0));
  const silent = sounding.map((steps) => steps === 0);
  const held = spans.map(
    ([from, to], n) => !silent[n] && !line.begins.slice(from, to).includes(true),
  );
  return spans.map(([from, to], n) => {
    const rests = 2 * (sounding[n] ?? 0) <= to - from;
    const last = n === spans.length - 1;
    const breath = rests || last || held[n + 1] === true || silent[n + 1] === true;
    const flags = [true, held[n] === true, silent[n] === true, breath, n === 0, last];
    return flags.map((flag) => (flag ? WHOLE : 0));
  });
}

/** Which half of which of four bars; an upbeat opens no phrase. */
function placesOf({ pitches }: MelodyLine, { spans, halves, ticks, barTicks }: Grid): number[] {
  const firstBar = ticks.findIndex((tick) => tick >= barTicks);
  const entry = pitches.findIndex((pitch) => pitch !== REST);
  let bar = entry >= 0 && 2 * entry >= firstBar ? -2 : -1;
  return spans.map((_, n) => {
    if (!halves[n]) bar += 1;
    return 2 * (((bar % 4) + 4) % 4) + (halves[n] ? 1 : 0);
  });
}
