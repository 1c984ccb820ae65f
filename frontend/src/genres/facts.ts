/**
 * What a melody tells note by note, in classes (generation/genres/facts.py, which a test holds this
 * to): when the next note comes, whether it rests, where in the bar it begins, how it moves in its
 * key.
 */
import type { Grid } from "../harmony/grid.ts";
import { signsOf } from "../harmony/evidence.ts";
import { type MelodyLine, REST } from "../harmony/melodyline.ts";
import { findKey } from "../harmony/model.ts";

const BEAT = 4; // steps
const WAITS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 17, 32];
const PACES = [1, 2, 3, 5, 9];
const RESTS = [2, 4, 8];
const MOVES = [1, 3, 6];
const WIDEST = 13;
const BARS = [16, 12];
const QUARTERS = 4;

export type Fact = readonly [context: number, outcome: number];
export type TableName = "wait" | "rest" | "interval" | "turn" | "place" | "meter";
export type Facts = Readonly<Record<TableName, readonly Fact[]>>;

interface Cell {
  readonly start: number; // steps
  readonly stop: number;
  readonly pitch: number;
}

/** How many of the bounds a value reaches. */
const classOf = (value: number, bounds: readonly number[]): number =>
  bounds.filter((bound) => value >= bound).length;

/** The notes of a line, in order. */
export function cellsOf({ pitches, begins }: MelodyLine): Cell[] {
  const borders = pitches.flatMap((pitch, step) =>
    begins[step] === true || pitch !== pitches[step - 1] ? [step] : [],
  );
  return borders.flatMap((start, n) => {
    const pitch = pitches[start] ?? REST;
    return pitch === REST ? [] : [{ start, stop: borders[n + 1] ?? pitches.length, pitch }];
  });
}

export function gatherFacts(line: MelodyLine, grid: Grid, cells: readonly Cell[]): Facts {
  return { ...timesOf(cells, grid), ...movesOf(line, cells), ...barsOf(cells, grid) };
}

function timesOf(cells: readonly Cell[], { places }: Grid): Pick<Facts, "wait" | "rest"> {
  const wait: Fact[] = [];
  const rest: Fact[] = [];
  let before = 0;
  for (const [n, { start, stop }] of cells.entries()) {
    const next = cells[n + 1];
    if (!next) break;
    const waited = next.start - start;
    const silent = next.start - stop;
    const kind = classOf(waited, WAITS) - 1;
    wait.push([(PACES.length + 1) * ((places[start] ?? 0) % BEAT) + before, kind]);
    // Less than half of the way to the next note is how it is played, and no rest.
    rest.push([kind, 2 * silent < waited ? 0 : classOf(silent, RESTS)]);
    before = classOf(waited, PACES);
  }
  return { wait, rest };
}

function movesOf(line: MelodyLine, cells: readonly Cell[]): Pick<Facts, "interval" | "turn"> {
  const key = findKey(signsOf(line));
  const interval: Fact[] = [];
  const turn: Fact[] = [];
  let before = 0;
  for (const [n, { pitch }] of cells.entries()) {
    const next = cells[n + 1];
    if (!next) break;
    const move = next.pitch - pitch;
    const degree = ((pitch - key.tonic) % 12 + 12) % 12 + (key.minor ? 12 : 0);
    const kind = classOf(Math.abs(move), MOVES) + (move < 0 ? MOVES.length : 0);
    interval.push([degree, Math.max(-WIDEST, Math.min(WIDEST, move)) + WIDEST]);
    turn.push([before, kind]);
    before = 1 + kind;
  }
  return { interval, turn };
}

function barsOf(cells: readonly Cell[], grid: Grid): Pick<Facts, "place" | "meter"> {
  const barAt = (step: number): number => {
    const kind = BARS.indexOf(grid.sizes[step] ?? 0);
    return kind < 0 ? BARS.length : kind;
  };
  const place = cells.map(({ start }): Fact => {
    const at = grid.places[start] ?? 0;
    return [BEAT * barAt(start) + (at % BEAT), Math.min(Math.floor(at / BEAT), QUARTERS - 1)];
  });
  const meter = cells.slice(0, 1).map(({ start }): Fact => [0, barAt(start)]);
  return { place, meter };
}
