/** Tunes that the parts of a page share: what one draws in one place changes in all of them. */
import { kept, keep } from "./kept.ts";
import { FIRST, LOUDEST, SOFTEST, STEPS, type Tune } from "./tune.ts";

const MOST_UNDONE = 100;

/** Whether this is a tune as the first one of its shelf: the same rows, and nothing odd in it. */
export function isLike(first: Tune): (value: unknown) => value is Tune {
  const whole = <T>(list: unknown, length: number, fits: (each: T) => boolean): boolean =>
    Array.isArray(list) && list.length === length && list.every(fits);
  const isLoud = (each: number): boolean =>
    Number.isInteger(each) && each >= SOFTEST && each <= LOUDEST;
  return (value): value is Tune => {
    const { pitches, cells, loud } = (value ?? {}) as Partial<Tune>;
    return (
      JSON.stringify(pitches) === JSON.stringify(first.pitches) &&
      whole<unknown>(cells, first.pitches.length, (row) =>
        whole<unknown>(row, STEPS, (cell) => typeof cell === "boolean"),
      ) &&
      whole<number>(loud, STEPS, isLoud)
    );
  };
}

export class Shelf extends EventTarget {
  readonly first: Tune;
  private readonly name: string;
  private now: Tune;
  private before: Tune[] = [];

  constructor(name: string) {
    super();
    this.name = name;
    this.first = FIRST[name] as Tune;
    this.now = kept(`tune.${name}`, isLike(this.first)) ?? this.first;
  }

  get tune(): Tune {
    return this.now;
  }

  get canUndo(): boolean {
    return this.before.length > 0;
  }

  /** `drawing`: goes on with the stroke that is undone as one. */
  change(next: Tune, drawing = false): void {
    if (next === this.now) return;
    if (!drawing) this.before = [...this.before, this.now].slice(-MOST_UNDONE);
    this.show(next);
  }

  undo(): void {
    const last = this.before.pop();
    if (last) this.show(last);
  }

  private show(tune: Tune): void {
    this.now = tune;
    keep(`tune.${this.name}`, tune);
    this.dispatchEvent(new Event("change"));
  }
}

const shelves = new Map<string, Shelf>();

export function shelfOf(name: string): Shelf {
  const found = shelves.get(name) ?? new Shelf(name);
  shelves.set(name, found);
  return found;
}
