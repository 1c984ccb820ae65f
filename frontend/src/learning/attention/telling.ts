/** What a note listened to, in words and in shares. */
import { pitchName } from "../../music/words.ts";
import { BAR_TICKS, type Row, rowAt, type Shares, type Trace } from "./trace.ts";

export interface Heard {
  readonly note: number; // its number: those of the tune come first
  readonly share: number; // from 0 to 1
}

export interface Listened {
  readonly before: number; // the share of what stands before the music
  readonly loudest: readonly Heard[];
  readonly rest: number; // what all other notes have together
}

const THOUSAND = 1000;

export function listened(shares: Shares): Listened {
  const [before = 0, ...pairs] = shares;
  const loudest: Heard[] = [];
  for (let at = 0; at < pairs.length; at += 2)
    loudest.push({ note: pairs[at] as number, share: (pairs[at + 1] as number) / THOUSAND });
  const told = loudest.reduce((sum, { share }) => sum + share, before / THOUSAND);
  return { before: before / THOUSAND, loudest, rest: Math.max(0, 1 - told) };
}

/** Of a note that was made: by one head, or by all together (`null`). */
export function sharesOf(trace: Trace, made: number, head: number | null): Shares {
  const { all, heads } = trace.attention[made] as Trace["attention"][number];
  return head === null ? all : (heads[head] as Shares);
}

const COUNTS = ["", "one bar", "two bars", "three bars", "four bars", "five bars", "six bars"];
const barOf = ([onset]: Row): number => Math.floor(onset / BAR_TICKS);

/** Where a note lies, seen from a later one. */
export function distanceWords(from: Row, to: Row, neighbours: boolean): string {
  const bars = barOf(from) - barOf(to);
  if (neighbours) return "just before it";
  if (bars === 0) return "in the same bar";
  return `${COUNTS[bars] ?? `${bars} bars`} before`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

export function madeWords(trace: Trace, made: number): string {
  const row = trace.made[made] as Row;
  const bar = barOf(row) + 1;
  const beat = Math.floor((row[0] % BAR_TICKS) / (BAR_TICKS / 4)) + 1;
  return `${pitchName(row[1])} in bar ${bar}, beat ${beat}`;
}

/** The loudest, in a sentence, and where the rest of the attention went. */
export function sentence(trace: Trace, made: number, head: number | null): string {
  const row = trace.made[made] as Row;
  const own = trace.tune.length + made;
  const { before, loudest, rest } = listened(sharesOf(trace, made, head));
  const named = loudest.slice(0, 3).map(({ note, share }) => {
    const other = rowAt(trace, note) as Row;
    const where = distanceWords(row, other, own - note === 1);
    return `the ${pitchName(other[1])} ${where} (${percent(share)})`;
  });
  const shown = loudest.slice(3).reduce((sum, { share }) => sum + share, rest);
  const most = named.length > 0 ? `${listWords(named)}. ` : "no note at all. ";
  return (
    `This ${pitchName(row[1])} listened most to ${most}` +
    `${percent(before)} went to what stands before the music, ${percent(shown)} to other notes.`
  );
}

const listWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
