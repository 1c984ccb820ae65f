/**
 * A second copy of the shelf, in the browser's database. Chromium writes the first one to disk some
 * time after a page has stored it, and a page that is killed takes the last of it along; the
 * database says when it has written.
 */
import { type Draft, placeOf, type Store } from "./shelf.ts";

const NAME = "chartbusters.drafts";
const TABLE = "drafts";

/** A copy: the draft's text, and the keys of the states that it came out of. */
export interface Copy {
  readonly key: string;
  readonly text: string;
  readonly replaces: readonly string[];
}

export interface Vault {
  /** Puts a copy down in place of those it came out of; done when it is written, or cannot be. */
  put(copy: Copy): Promise<void>;
  remove(key: string): void;
  /** All there is; nothing where the browser keeps nothing. */
  all(): Promise<readonly Copy[]>;
}

export class Database implements Vault {
  private readonly opened: Promise<IDBDatabase | null>;

  constructor(browser: IDBFactory) {
    this.opened = open(browser).catch(() => null);
  }

  put(copy: Copy): Promise<void> {
    return this.write((table) => {
      table.put(copy);
      for (const key of copy.replaces) table.delete(key);
    });
  }

  remove(key: string): void {
    void this.write((table) => table.delete(key));
  }

  async all(): Promise<readonly Copy[]> {
    const database = await this.opened;
    const table = database?.transaction(TABLE).objectStore(TABLE);
    return table ? answer<Copy[]>(table.getAll()) : [];
  }

  private async write(act: (table: IDBObjectStore) => void): Promise<void> {
    const database = await this.opened;
    if (!database) return;
    const strict = { durability: "strict" } as const; // "complete" means written, not handed over
    const work = database.transaction(TABLE, "readwrite", strict);
    act(work.objectStore(TABLE));
    await new Promise<void>((done) => {
      work.oncomplete = () => done();
      work.onabort = () => done(); // full: the shelf has it
    });
  }
}

async function open(browser: IDBFactory): Promise<IDBDatabase> {
  const asked = browser.open(NAME, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(TABLE, { keyPath: "key" });
  return answer(asked);
}

const answer = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error ?? new Error("the database does not answer"));
  });

/**
 * Puts back on the shelf what a page that was killed had written and the shelf has not: of each
 * song the last state, where that is younger than what lies there. The rest of the copies goes.
 */
export async function recover(store: Store | null, vault: Vault | null): Promise<void> {
  if (!store || !vault) return;
  const youngest = new Map<string, number>(); // by song
  for (const key of keysOf(store)) note(youngest, key, store.getItem(key));
  const copies = await vault.all().catch(() => []);
  for (const copy of copies.toSorted((a, b) => timeOf(b.text) - timeOf(a.text))) {
    if (store.getItem(copy.key) !== null) continue;
    if (!putBack(store, youngest, copy)) vault.remove(copy.key);
  }
}

function putBack(store: Store, youngest: Map<string, number>, copy: Copy): boolean {
  const { key, text, replaces } = copy;
  const line = placeOf(key)?.line;
  if (!line || timeOf(text) <= (youngest.get(line) ?? 0)) return false;
  try {
    store.setItem(key, text);
  } catch {
    return true; // no room: it waits in the vault
  }
  note(youngest, key, text);
  for (const old of replaces) store.removeItem(old);
  return true;
}

function note(youngest: Map<string, number>, key: string, text: string | null): void {
  const line = placeOf(key)?.line;
  if (line) youngest.set(line, Math.max(youngest.get(line) ?? 0, timeOf(text)));
}

function timeOf(text: string | null): number {
  try {
    return (JSON.parse(text ?? "null") as Draft | null)?.at ?? 0;
  } catch {
    return 0; // somebody else's text
  }
}

const keysOf = (store: Store): string[] =>
  Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
