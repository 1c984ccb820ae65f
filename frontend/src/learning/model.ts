/**
 * A model of which note comes next, made from sixteen columns of a tune by counting: real counts,
 * and a little added to each. The tune goes round, so the first follows the last.
 */

// Added to every count; where more than one note is remembered, what is added in all is shared out
// as the same model with a shorter memory believes.
export const PRIOR = 0.1;
export type Chances = readonly number[]; // one a symbol; they add up to 1

export interface Model {
  readonly symbols: number;
  readonly memory: number; // symbols that it looks back
  readonly tune: readonly number[];
  readonly counts: ReadonlyMap<string, readonly number[]>;
  readonly shorter: Model | null; // the same with one note less in its memory
}

const keyOf = (past: readonly number[]): string => past.join(" ");

/** The last `memory` symbols before `place` of a tune that goes round. */
const pastAt = (tune: readonly number[], place: number, memory: number): number[] =>
  Array.from({ length: memory }, (_, back) => tune.at((place - memory + back) % tune.length) ?? 0);

export function learnt(tune: readonly number[], symbols: number, memory: number): Model {
  const counts = new Map<string, number[]>();
  tune.forEach((symbol, place) => {
    const key = keyOf(pastAt(tune, place, memory));
    const row = counts.get(key) ?? Array.from({ length: symbols }, () => 0);
    (row[symbol] as number) += 1;
    counts.set(key, row);
  });
  const shorter = memory > 1 ? learnt(tune, symbols, memory - 1) : null;
  return { symbols, memory, tune, counts, shorter };
}

/** How often each symbol followed these. */
export function countsAfter(model: Model, past: readonly number[]): readonly number[] {
  const nothing = Array.from({ length: model.symbols }, () => 0);
  return model.counts.get(keyOf(past.slice(-model.memory))) ?? nothing;
}

export function chances(model: Model, past: readonly number[]): Chances {
  const counts = countsAfter(model, past);
  const added = PRIOR * model.symbols;
  const all = counts.reduce((sum, count) => sum + count, 0) + added;
  const { shorter } = model;
  const little = shorter ? chances(shorter, past).map((chance) => chance * added) : null;
  return counts.map((count, symbol) => (count + (little?.[symbol] ?? PRIOR)) / all);
}

/**
 * Colder than 1: likely ones become likelier, at 0 the likeliest alone is left, of several the
 * first; hotter: all become alike.
 */
export function heated(plain: Chances, temperature: number): Chances {
  const best = likeliest(plain);
  if (temperature === 0) return plain.map((_, symbol) => Number(symbol === best));
  const logs = plain.map((chance) => Math.log(chance) / temperature);
  const most = Math.max(...logs);
  const raised = logs.map((log) => Math.exp(log - most));
  const all = raised.reduce((sum, each) => sum + each, 0);
  return raised.map((each) => each / all);
}

/** The symbol whose share of the line from 0 to 1 holds `dice`. */
export function drawn(plain: Chances, dice: number): number {
  let left = dice;
  for (const [symbol, chance] of plain.entries()) {
    left -= chance;
    if (left < 0) return symbol;
  }
  return plain.lastIndexOf(Math.max(...plain));
}

export const likeliest = (plain: Chances): number => plain.indexOf(Math.max(...plain));

/** Bits a symbol that this tune surprises the model by; it goes round, too. */
export function surprise(model: Model, tune: readonly number[]): number {
  const bits = tune.map((symbol, place) => {
    const plain = chances(model, pastAt(tune, place, model.memory));
    return -Math.log2(plain[symbol] as number);
  });
  return bits.reduce((sum, each) => sum + each, 0) / bits.length;
}

/** The share of runs of `length` symbols in `made` that stand in the tune as well. */
export function repeated(model: Model, made: readonly number[], length: number): number {
  const known = new Set(
    model.tune.map((_, place) => keyOf(pastAt(model.tune, place + length, length))),
  );
  const runs = made
    .slice(length - 1)
    .map((_, at) => keyOf(made.slice(at, at + length)));
  return runs.length ? runs.filter((run) => known.has(run)).length / runs.length : 0;
}

const LONGEST_LOOP = 8;
const TURNS = 3;

/** After how many symbols the end of `made` begins anew, three times over; null where never. */
export function looping(made: readonly number[]): number | null {
  for (let size = 1; size <= LONGEST_LOOP; size += 1) {
    const tail = made.slice(-Math.max(size * TURNS, LONGEST_LOOP + size));
    const whole = tail.length >= Math.max(size * TURNS, LONGEST_LOOP + size);
    if (whole && tail.every((symbol, at) => at < size || symbol === tail[at - size])) return size;
  }
  return null;
}
