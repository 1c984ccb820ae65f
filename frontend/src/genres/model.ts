/**
 * How well a melody suits each genre, by the likelihood of its notes under the melodies of each
 * (generation/genres/model.py, which a test holds this to; whole numbers, so both find the same).
 */
import { layGrid } from "../harmony/grid.ts";
import { lineOf } from "../harmony/melodyline.ts";
import type { Note, Song } from "../music/song.ts";
import { cellsOf, type Facts, gatherFacts, type TableName } from "./facts.ts";
import tables from "./tables.json" with { type: "json" };

const FEWEST = 8; // notes of a melody of which something is said
const SIZES = [8, 16, 32, 64];
const USUAL = 16;

export type Word = "well" | "evenly" | "less" | "unlike";

export interface Suit {
  readonly score: number; // log likelihood, weighted
  readonly share: number; // how probable it is, were all genres equally frequent
  readonly word: Word;
}

/** By genre; null of too few notes. `notes` are those of one track, in the order of onsets. */
export function judgeMelody(song: Song, notes: readonly Note[]): Map<string, Suit> | null {
  const first = notes[0];
  if (!first) return null;
  const stop = notes.reduce((end, { onset, length }) => Math.max(end, onset + length), 0);
  const grid = layGrid(song, first.onset, stop);
  const line = lineOf(notes, grid);
  const cells = cellsOf(line);
  return cells.length < FEWEST ? null : weigh(gatherFacts(line, grid, cells), cells.length);
}

function weigh(facts: Facts, notes: number): Map<string, Suit> {
  const scores = tables.genres.map((_, genre) => scoreOf(facts, genre));
  const shares = sharesOf(scores, notes);
  const size = SIZES.findLastIndex((least) => notes >= least);
  return new Map(
    tables.genres.map((genre, n) => {
      const [score, share] = [scores[n] ?? 0, shares[n] ?? 0];
      const unlike = score < notes * (tables.least[n]?.[size] ?? 0);
      return [genre, { score, share, word: wordFor(share, unlike) }];
    }),
  );
}

function scoreOf(facts: Facts, genre: number): number {
  const sums = (Object.keys(facts) as TableName[]).map((name) => {
    const table = tables.scores[name][genre] ?? [];
    return facts[name].reduce((sum, [context, outcome]) => {
      return sum + (table[context]?.[outcome] ?? 0);
    }, 0);
  });
  return sums.reduce((a, b) => a + b, 0);
}

/** Notes of one melody are alike, so many of them say less than as many melodies would. */
function sharesOf(scores: readonly number[], notes: number): number[] {
  const scale = (USUAL / notes) ** tables.spread;
  const told = scores.map((score, n) => score * scale + (tables.start[n] ?? 0));
  const chances = told.map((each) => Math.exp((each - Math.max(...told)) / tables.unit));
  const total = chances.reduce((a, b) => a + b, 0);
  return chances.map((chance) => chance / total);
}

/** Well from twice as probable as by chance; less below half of that. */
function wordFor(share: number, unlike: boolean): Word {
  if (unlike) return "unlike";
  const times = tables.genres.length * share;
  if (times >= 2) return "well";
  return 2 * times >= 1 ? "evenly" : "less";
}
