/** One's jobs as one list, though the site gives them in pages. */
import type { JobLine, Page } from "../api.ts";

const FIRST = "generation-jobs/?page_size=20";

export class EarlierPages {
  lines: readonly JobLine[] = [];
  private next: string | null = FIRST;
  private readonly ask: (path: string) => Promise<Page<JobLine>>;

  constructor(ask: (path: string) => Promise<Page<JobLine>>) {
    this.ask = ask;
  }

  get isWhole(): boolean {
    return this.next === null;
  }

  /** Goes on until a page has something to show, or there is none left. */
  async more(shows: (line: JobLine) => boolean): Promise<void> {
    for (let found = false; this.next !== null && !found;) {
      const { results, next } = await this.ask(this.next);
      // A job asked for meanwhile pushes the last line of a page onto the next one.
      const known = new Set(this.lines.map(({ id }) => id));
      const fresh = results.filter(({ id }) => !known.has(id));
      this.lines = [...this.lines, ...fresh];
      this.next = next;
      found = fresh.some(shows);
    }
  }
}
