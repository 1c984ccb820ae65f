/** Instruments of drafts on several devices: the site with the rule of its rows, pages, a clock. */
import { mock, test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { fromDocument, noteCount, type SongDocument } from "../../src/music/song.ts";
import { Drafting } from "../../src/studio/draft.ts";
import type { Beside } from "../../src/studio/draftleft.ts";
import type { SiteDraft } from "../../src/studio/sitedrafts.ts";
import type { Studio } from "../../src/studio/studio.ts";
import { Syncing } from "../../src/studio/syncing.ts";
import { Drawer, note, quietStudio, refusal } from "./instruments.ts";

interface Body {
  left: Beside;
  document: SongDocument;
  title: string;
  writer: string;
  version: number;
  base: object | null;
}
type Row = SiteDraft & { document: SongDocument; left: Beside };

/** The site, with the rule of its rows. `fail` throws what it fails with. */
export class Rows {
  readonly rows = new Map<string, Row>();
  asked = 0;
  fail: () => void = () => {};

  readonly put = <T>(path: string, body: unknown): Promise<T> => {
    this.asked += 1;
    try {
      this.fail();
      return Promise.resolve(this.write(path, body as Body) as T);
    } catch (error) {
      return Promise.reject(error as Error);
    }
  };

  readonly get = <T>(path: string): Promise<T> =>
    Promise.resolve(this.rows.get(keyOf(path)) as T);

  notes(): number[] {
    return [...this.rows.values()].map(({ document }) => noteCount(fromDocument(document)));
  }

  private write(path: string, { document, left, title, writer, version }: Body): SiteDraft {
    const key = keyOf(path);
    const old = this.rows.get(key);
    if (old && old.version !== version && old.writer !== writer)
      throw refusal(409, "changed_elsewhere", "It has gone on elsewhere.");
    const notes = noteCount(fromDocument(document));
    const made = { key, title, notes, base: null, origin: { kind: "edited", job: null } } as const;
    const row = { ...made, writer, version: (old?.version ?? 0) + 1, updated_at: "2026-11-29" };
    this.rows.set(key, { ...row, document, left });
    return row;
  }
}

const keyOf = (path: string): string => path.split("/")[1] ?? "";

/** A page of a browser; `local` and `tab` outlive it. */
export function page(site: Rows, writer: string, local = new Drawer(), tab = new Drawer()) {
  const events = new EventTarget();
  const { studio, heard } = quietStudio();
  const keeper = { local, tab, events, hidden: () => false };
  const drafting = new Drafting(studio, keeper, () => {});
  const syncing = new Syncing(studio, drafting, site, writer, events);
  const conflicts: string[] = [];
  syncing.onConflict = (line) => conflicts.push(line);
  return { studio, heard, drafting, syncing, events, conflicts, local, tab };
}

export function draw(studio: Studio, onset: number): void {
  studio.apply(addNotes(studio.song, 0, [note(onset)]).song, "Add note");
}

/** What waits for answers goes on. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

export async function after(ms: number): Promise<void> {
  mock.timers.tick(ms);
  await settle();
}

export function timed(name: string, body: () => Promise<void>): void {
  test(name, async () => {
    mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1e12 });
    try {
      await body();
    } finally {
      mock.timers.reset();
    }
  });
}
