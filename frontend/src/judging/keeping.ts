/** Keeps something as one goes: one request at a time, and the last state is the last one kept. */

export interface Told {
  keeping(): void;
  kept(): void;
  failed(error: unknown): void;
}

export class Keeper {
  private changes = 0;
  private keptUpTo = 0;
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly keep: () => Promise<unknown>;
  private readonly told: Told;
  private readonly waitMs: number;

  constructor(keep: () => Promise<unknown>, told: Told, waitMs: number) {
    this.keep = keep;
    this.told = told;
    this.waitMs = waitMs;
  }

  /** Something has changed: it is kept when nothing more has for a moment. */
  changed(): void {
    this.changes += 1;
    this.told.keeping(); // at once: what was told of the state before is not true of this one
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.now(), this.waitMs);
  }

  /** Keeps at once what has changed. What failed is tried again with the next change. */
  async now(): Promise<void> {
    clearTimeout(this.timer);
    if (this.busy) return; // whoever is at it looks again when it is done
    this.busy = true;
    while (this.keptUpTo < this.changes) {
      const upTo = this.changes;
      try {
        await this.keep();
        this.keptUpTo = upTo;
        if (upTo === this.changes) this.told.kept();
      } catch (error) {
        this.told.failed(error);
        break;
      }
    }
    this.busy = false;
  }
}
