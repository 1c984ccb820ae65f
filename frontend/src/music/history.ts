/** Undo and redo over immutable values. */

export interface Step<T> {
  readonly value: T;
  readonly label: string; // what the step that led here did
}

export interface Parts<T> {
  readonly past: readonly Step<T>[]; // the last is what undo brings back
  readonly now: Step<T>;
  readonly future: readonly Step<T>[]; // the last is what redo brings back
}

const DEPTH = 500; // songs share their unchanged tracks, so a step costs one track

export class History<T> {
  private past: Step<T>[] = [];
  private future: Step<T>[] = [];
  private now: Step<T>;

  constructor(value: T) {
    this.now = { value, label: "" };
  }

  static of<T>({ past, now, future }: Parts<T>): History<T> {
    const history = new History(now.value);
    Object.assign(history, { past: [...past], now, future: [...future] });
    return history;
  }

  get parts(): Parts<T> {
    return { past: this.past, now: this.now, future: this.future };
  }

  get value(): T {
    return this.now.value;
  }

  get undoLabel(): string | null {
    return this.past.length ? this.now.label : null;
  }

  get redoLabel(): string | null {
    return this.future.at(-1)?.label ?? null;
  }

  get labels(): readonly string[] {
    return [...this.past.slice(1), ...(this.past.length ? [this.now] : [])].map(
      (step) => step.label,
    );
  }

  push(value: T, label: string): void {
    if (value === this.now.value) return;
    this.past.push(this.now);
    if (this.past.length > DEPTH) this.past.shift();
    this.now = { value, label };
    this.future = [];
  }

  undo(): boolean {
    const before = this.past.pop();
    if (!before) return false;
    this.future.push(this.now);
    this.now = before;
    return true;
  }

  redo(): boolean {
    const after = this.future.pop();
    if (!after) return false;
    this.past.push(this.now);
    this.now = after;
    return true;
  }
}
