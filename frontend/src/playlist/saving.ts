/**
 * Orders are sent one after the other, the newest only: each on top of the version that the one
 * before came to. After one that was refused nothing more is sent, for the page is out of date.
 */

export type Save = (songs: readonly string[], version: number) => Promise<{ version: number }>;

export class Saving {
  private version: number;
  private waiting: readonly string[] | null = null;
  private busy: Promise<void> | null = null;
  private over = false;
  private readonly save: Save;
  private readonly failed: (message: string) => void;

  constructor(version: number, save: Save, failed: (message: string) => void) {
    this.version = version;
    this.save = save;
    this.failed = failed;
  }

  /** Resolves once this order, or a newer one, is kept or has failed. */
  async keep(songs: readonly string[]): Promise<void> {
    this.waiting = songs;
    await (this.busy ??= this.work().finally(() => (this.busy = null)));
  }

  private async work(): Promise<void> {
    while (this.waiting && !this.over) {
      const songs = this.waiting;
      this.waiting = null;
      try {
        this.version = (await this.save(songs, this.version)).version;
      } catch (error) {
        this.over = true;
        this.failed(error instanceof Error ? error.message : "The order was not kept.");
      }
    }
  }

  get now(): number {
    return this.version;
  }
}
