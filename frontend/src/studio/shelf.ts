/**
 * Drafts in the browser's storage. Every state has a key of its own, so that no page can overwrite
 * what another wrote.
 */
import { fromDocument, noteCount, type Song, type SongDocument } from "../music/song.ts";
import type { OnSite } from "./piece.ts";
import type { Left, Origin } from "./take.ts";
import type { Vault } from "./vault.ts";

export const MOST_DRAFTS = 12;
const MOST_REPLACED = 10;
const PREFIX = "chartbusters.draft.";

export interface Draft extends Left {
  readonly version: 2;
  readonly document: SongDocument;
  readonly at: number; // milliseconds since 1970
  readonly source: string | null;
  readonly origin: Origin;
  readonly composition: OnSite | null;
  readonly site?: KeptThere | null; // the site's copy of the draft
}

/** How much of a draft lies on the site. */
export interface KeptThere {
  readonly version: number; // the last that came from there or went there
  readonly whole: boolean; // nothing has changed here since
}

const NEW = {
  title: "",
  at: 0,
  source: null,
  composition: null,
  steps: null,
  takes: [],
  lastTake: 0,
  job: null,
  origin: { kind: "edited" },
} as const;

export interface Shelved {
  readonly key: string;
  readonly draft: Draft;
  readonly song: Song;
}

/**
 * What a key tells: the line of states that come out of one another, and the page that wrote this
 * one.
 */
export interface Place {
  readonly line: string;
  readonly page: string;
}

export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** What of a browser the drafts need. */
export interface Keeper {
  readonly local: Store | null; // null where it is switched off
  readonly vault?: Vault | null; // which a page that is killed cannot take along
  readonly tab: Pick<Store, "getItem" | "setItem"> | null;
  readonly events: EventTarget; // storage, pagehide, pageshow, visibilitychange
  hidden(): boolean;
}

/** Shows whether a draft is kept, and when that is so whatever becomes of the page. */
export type Tell = (kept: boolean, durable: Promise<void>) => void;

export function placeOf(key: string): Place | null {
  const [line, page, number] = key.startsWith(PREFIX) ? key.slice(PREFIX.length).split(".") : [];
  return line && page && number ? { line, page } : null;
}

export class Shelf {
  /** Done when what was put down last is written where no crash takes it. */
  durable: Promise<void> = Promise.resolve();
  private readonly store: Store | null; // null where the browser keeps nothing
  private readonly vault: Vault | null;
  private readonly page: string;
  private written = 0;
  private replaced: readonly string[] = []; // the last states that this page has taken away

  constructor(store: Store | null, page: string, vault: Vault | null = null) {
    this.store = store;
    this.vault = vault;
    this.page = page;
  }

  /** The drafts, the last first. What cannot be read (of another version) stays where it is. */
  list(): Shelved[] {
    const found = this.keys().map((key) => this.read(key));
    return found.filter((each) => each !== null).sort((a, b) => b.draft.at - a.draft.at);
  }

  read(key: string): Shelved | null {
    const draft = this.parsed(key);
    if (draft?.version !== 2) return null;
    try {
      const song = fromDocument(draft.document as SongDocument);
      return noteCount(song) > 0 ? { key, draft: draft as Draft, song } : null;
    } catch {
      return null;
    }
  }

  private parsed(key: string): Partial<Draft> | null {
    try {
      return JSON.parse(this.store?.getItem(key) ?? "null") as Partial<Draft> | null;
    } catch {
      return null; // somebody else's text
    }
  }

  /** The state that one held under `key` as it is now: itself, or the last that came out of it. */
  latest(key: string): Shelved | null {
    const line = placeOf(key)?.line;
    return this.read(key) ?? this.list().find((each) => placeOf(each.key)?.line === line) ?? null;
  }

  /**
   * Puts a state down, then takes away the one it came out of. The new key; null when there is no
   * room at all.
   */
  put(line: string, draft: Draft, before: string | null): string | null {
    this.written += 1;
    const key = `${PREFIX}${line}.${this.page}.${this.written}`;
    if (!this.store || !this.fits(key, draft, before)) return null;
    this.copy(key, before);
    if (before) this.remove(before);
    if (this.keys().length > MOST_DRAFTS)
      for (const { key: old } of this.list().slice(MOST_DRAFTS)) this.remove(old);
    return key;
  }

  /** Takes in drafts as they were kept before there was a shelf. */
  adopt(keys: readonly string[]): void {
    for (const [index, old] of keys.entries()) {
      const draft = { ...NEW, ...this.parsed(old), version: 2, edited: true } as const;
      if (draft.document && this.put(`old-${index}`, { ...draft, document: draft.document }, null))
        this.remove(old);
    }
  }

  remove(key: string): void {
    this.store?.removeItem(key);
    this.vault?.remove(key);
  }

  private copy(key: string, before: string | null): void {
    const text = this.store?.getItem(key);
    if (before) this.replaced = [...this.replaced, before].slice(-MOST_REPLACED);
    if (text && this.vault) this.durable = this.vault.put({ key, text, replaces: this.replaced });
  }

  /** With its steps if they fit; without those of the drafts that wait; at last without its own. */
  private fits(key: string, draft: Draft, before: string | null): boolean {
    if (this.set(key, draft)) return true;
    for (const other of this.list().reverse()) {
      if (other.key === before || !other.draft.steps) continue;
      this.set(other.key, { ...other.draft, steps: null });
      if (this.set(key, draft)) return true;
    }
    return this.set(key, { ...draft, steps: null });
  }

  private set(key: string, draft: Draft): boolean {
    try {
      this.store?.setItem(key, JSON.stringify(draft));
      return true;
    } catch {
      return false; // full, or private
    }
  }

  private keys(): string[] {
    const { store } = this;
    if (!store) return [];
    const all = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
    return all.filter((key) => placeOf(key) !== null);
  }
}

/**
 * What the studio begins with: the draft to go on with, or what the address asks for, or nothing.
 */
export type Beginning =
  | { readonly kind: "draft"; readonly shelved: Shelved }
  | { readonly kind: "asked"; readonly source: string }
  | { readonly kind: "nothing" };

/**
 * `source` is what the address asks for, `mine` the draft that this tab held. A draft of that
 * source in which one has
 * done something wins: it is the same song, as one left it. Any other draft stays on the shelf.
 */
export function beginning(
  source: string | null,
  mine: Shelved | null,
  shelf: readonly Shelved[],
): Beginning {
  const candidates = [...(mine ? [mine] : []), ...shelf];
  if (source) {
    const shelved = candidates.find(({ draft }) => draft.source === source && worked(draft));
    return shelved ? { kind: "draft", shelved } : { kind: "asked", source };
  }
  const [shelved] = candidates;
  return shelved ? { kind: "draft", shelved } : { kind: "nothing" };
}

/** Whether somebody has done something with it that lies nowhere else. */
export const worked = ({ edited, takes, job }: Draft): boolean =>
  edited || takes.length > 0 || job !== null;
