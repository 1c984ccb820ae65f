/**
 * The draft of this page: written after every change, never with an empty song, never over what
 * another page wrote.
 */
import { toDocument } from "../music/song.ts";
import { newKey } from "../api.ts";
import { byId } from "./page.ts";
import { type Draft, placeOf, Shelf, type Shelved, worked } from "./shelf.ts";
import type { Studio } from "./studio.ts";
import { keptJob, keptTake } from "./take.ts";

const WRITE_AFTER_MS = 800;
const STEPS_ROOM = 400_000; // characters; browsers keep some five millions for a site
// Where one draft and the one before lay.
const OLD_KEYS = ["chartbusters.draft", "chartbusters.draft-before"];
const TAB = "chartbusters.draft"; // in the tab's own storage: which draft it holds

export class Drafting {
  readonly shelf: Shelf;
  private readonly studio: Studio;
  private readonly page = newKey();
  private line = newKey();
  private readonly shelved = new Set<() => void>();
  private before: string | null = null; // the key of the state that the next one comes out of
  private written: readonly unknown[];
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio) {
    this.studio = studio;
    this.shelf = new Shelf(storage("localStorage"), this.page);
    this.shelf.adopt(OLD_KEYS);
    this.written = this.signs();
    studio.topics.after(["song", "saved", "takes"], () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.write(), WRITE_AFTER_MS);
    });
    studio.topics.after(["leaving"], () => this.leave());
    window.addEventListener("pagehide", () => this.write());
    // A phone may end a page that is not in sight without another word.
    document.addEventListener("visibilitychange", () => document.hidden && this.write());
  }

  /** The draft that this tab held before it was loaded anew. */
  mine(): Shelved | null {
    const key = storage("sessionStorage")?.getItem(TAB);
    return key ? this.shelf.latest(key) : null;
  }

  /** The drafts beside the one that is open here. */
  others(): Shelved[] {
    return this.shelf.list().filter(({ key }) => key !== this.before);
  }

  /**
   * Calls `changed` now and when a draft is put on the shelf or another one taken from it, here or
   * on another page.
   */
  onShelf(changed: () => void): void {
    this.shelved.add(changed);
    window.addEventListener("storage", ({ key }) => key && placeOf(key) && changed());
    changed();
  }

  /** Goes on with a draft. */
  resume({ key, draft, song }: Shelved): void {
    this.studio.resume(song, draft, draft);
    this.line = placeOf(key)?.line ?? this.line;
    this.hold(key);
    this.written = this.signs();
  }

  /** Another song takes the place of a draft in which nobody has done anything. */
  replace({ key, draft }: Shelved): void {
    if (!worked(draft)) this.before = key;
  }

  /** Writes what has changed since the last time; false when the browser keeps nothing. */
  write(): boolean {
    clearTimeout(this.waiting);
    const { studio } = this;
    const signs = this.signs();
    if (studio.isEmpty || signs.every((sign, index) => sign === this.written[index])) return true;
    const key = this.shelf.put(this.line, this.draft(), this.before);
    byId("draft-state").textContent = key
      ? "Draft kept in this browser"
      : "This browser keeps no drafts: save or export before you leave";
    if (!key) return false;
    this.hold(key);
    this.written = signs;
    return true;
  }

  /**
   * Calls `told` with the key when another page writes a state of the song that is open here; once
   * for each page.
   */
  onOther(told: (key: string) => void): void {
    const known = new Set<string>();
    window.addEventListener("storage", ({ key, newValue }) => {
      const place = key && newValue ? placeOf(key) : null;
      if (
        !key ||
        !place ||
        place.line !== this.line ||
        place.page === this.page ||
        known.has(place.page)
      )
        return;
      known.add(place.page);
      told(key);
    });
    // A page that the Back button wakes has missed what came after it.
    window.addEventListener("pageshow", ({ persisted }) => {
      const { before } = this;
      const later =
        persisted && before && !this.shelf.read(before) ? this.shelf.latest(before) : null;
      if (later) told(later.key);
    });
  }

  /** Another song comes: this one stays on the shelf if one has done something with it. */
  private leave(): void {
    this.write();
    this.line = newKey();
    if (this.studio.touched || this.studio.isEmpty) this.before = null;
  }

  private hold(key: string): void {
    const another = !this.before || placeOf(this.before)?.line !== this.line;
    this.before = key;
    storage("sessionStorage")?.setItem(TAB, key);
    if (another) for (const changed of this.shelved) changed();
  }

  private signs(): readonly unknown[] {
    const { own, title, piece, takes, awaited, job } = this.studio;
    return [own, title, piece.composition, piece.edited, takes, awaited, job];
  }

  private draft(): Draft {
    const { own, piece, takes, awaited, lastTake, job } = this.studio;
    const { title, edited, source, composition } = piece;
    return {
      version: 2,
      title,
      edited,
      source,
      composition,
      lastTake,
      document: toDocument(own),
      at: Date.now(),
      origin: piece.originOf(own),
      steps: piece.steps(STEPS_ROOM),
      job: job && keptJob(job, own),
      takes: [...takes.map((take) => keptTake(take, own)), ...awaited],
    };
  }
}

function storage(which: "localStorage" | "sessionStorage"): Storage | null {
  try {
    return window[which];
  } catch {
    return null; // switched off
  }
}

export function ago(at: number): string {
  const minutes = Math.round((Date.now() - at) / 60_000);
  if (minutes < 1) return "a moment ago";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}
