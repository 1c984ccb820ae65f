/**
 * The draft of this page: written after every change, never with an empty song, never over what
 * another page wrote.
 */
import { newKey } from "../api.ts";
import { toDocument } from "../music/song.ts";
import { isEdited, keptSteps, originOf } from "./piece.ts";
import { type Draft, placeOf, Shelf, type Shelved, type Store, worked } from "./shelf.ts";
import { isEmpty, isTouched, ownSong, type StudioState } from "./state.ts";
import type { Studio } from "./studio.ts";
import { isGenerated, keptJob, keptTake } from "./take.ts";

const WRITE_AFTER_MS = 800;
const STEPS_ROOM = 400_000; // characters; browsers keep some five millions for a site
// Where one draft and the one before lay.
const OLD_KEYS = ["chartbusters.draft", "chartbusters.draft-before"];
const TAB = "chartbusters.draft"; // in the tab's own storage: which draft it holds
const KEPT = "Draft kept in this browser";
const NOT_KEPT = "This browser keeps no drafts: save or export before you leave";

/** What of a browser the drafts need. */
export interface Keeper {
  readonly local: Store | null; // null where it is switched off
  readonly tab: Pick<Store, "getItem" | "setItem"> | null;
  readonly events: EventTarget; // storage, pagehide, pageshow, visibilitychange
  hidden(): boolean;
}

export class Drafting {
  readonly shelf: Shelf;
  private readonly studio: Studio;
  private readonly keeper: Keeper;
  private readonly tell: (text: string) => void;
  private readonly page = newKey();
  private line = newKey();
  private readonly shelved = new Set<() => void>();
  private before: string | null = null; // the key of the state that the next one comes out of
  private written: readonly unknown[];
  private waiting: ReturnType<typeof setTimeout> | undefined;

  /** `tell` shows whether the draft is kept. */
  constructor(studio: Studio, keeper: Keeper, tell: (text: string) => void) {
    this.studio = studio;
    this.keeper = keeper;
    this.tell = tell;
    this.shelf = new Shelf(keeper.local, this.page);
    this.shelf.adopt(OLD_KEYS);
    this.written = signs(studio.state);
    studio.topics.after(["song", "saved", "takes"], () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.write(), WRITE_AFTER_MS);
    });
    studio.topics.after(["leaving"], () => this.leave());
    keeper.events.addEventListener("pagehide", () => this.write());
    // A phone may end a page that is not in sight without another word.
    keeper.events.addEventListener("visibilitychange", () => keeper.hidden() && this.write());
  }

  /** The draft that this tab held before it was loaded anew. */
  mine(): Shelved | null {
    const key = this.keeper.tab?.getItem(TAB);
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
    this.keeper.events.addEventListener("storage", (event) => {
      const { key } = event as StorageEvent;
      if (key && placeOf(key)) changed();
    });
    changed();
  }

  /** Goes on with a draft. */
  resume({ key, draft, song }: Shelved): void {
    this.studio.resume(song, draft, draft);
    this.line = placeOf(key)?.line ?? this.line;
    this.hold(key);
    this.written = signs(this.studio.state);
  }

  /** Another song takes the place of a draft in which nobody has done anything. */
  replace({ key, draft }: Shelved): void {
    if (!worked(draft)) this.before = key;
  }

  /** Writes what has changed since the last time; false when the browser keeps nothing. */
  write(): boolean {
    clearTimeout(this.waiting);
    const { state } = this.studio;
    const now = signs(state);
    if (isEmpty(state) || now.every((sign, index) => sign === this.written[index])) return true;
    const key = this.shelf.put(this.line, draftOf(state, Date.now()), this.before);
    this.tell(key ? KEPT : NOT_KEPT);
    if (!key) return false;
    this.hold(key);
    this.written = now;
    return true;
  }

  /**
   * Calls `told` with the key when another page writes a state of the song that is open here; once
   * for each page.
   */
  onOther(told: (key: string) => void): void {
    const known = new Set<string>();
    const { events } = this.keeper;
    events.addEventListener("storage", (event) => {
      const { key, newValue } = event as StorageEvent;
      const place = key && newValue ? placeOf(key) : null;
      if (!key || !place || place.line !== this.line) return;
      if (place.page === this.page || known.has(place.page)) return;
      known.add(place.page);
      told(key);
    });
    // A page that the Back button wakes has missed what came after it.
    events.addEventListener("pageshow", (event) => {
      const later = (event as PageTransitionEvent).persisted ? this.later() : null;
      if (later) told(later.key);
    });
  }

  /** What another page made of the state that this one held last. */
  private later(): Shelved | null {
    const { before, shelf } = this;
    return before && !shelf.read(before) ? shelf.latest(before) : null;
  }

  /** Another song comes: this one stays on the shelf if one has done something with it. */
  private leave(): void {
    const { state } = this.studio;
    this.write();
    this.line = newKey();
    if (isTouched(state) || isEmpty(state)) this.before = null;
  }

  private hold(key: string): void {
    const another = !this.before || placeOf(this.before)?.line !== this.line;
    this.before = key;
    this.keeper.tab?.setItem(TAB, key);
    if (another) for (const changed of this.shelved) changed();
  }
}

/** What a draft is about: while none of these changes there is nothing to write. */
function signs(state: StudioState): readonly unknown[] {
  const { piece, takes, awaited, job } = state;
  return [ownSong(state), piece.title, piece.composition, isEdited(piece), takes, awaited, job];
}

/** The state as a draft keeps it; `at` in milliseconds since 1970. */
export function draftOf(state: StudioState, at: number): Draft {
  const { piece, takes, awaited, lastTake, job } = state;
  const { title, source, composition } = piece;
  const own = ownSong(state);
  return {
    version: 2,
    title,
    edited: isEdited(piece),
    source,
    composition,
    lastTake,
    document: toDocument(own),
    at,
    origin: originOf(piece, own),
    steps: keptSteps(piece, STEPS_ROOM),
    job: job && keptJob(job, own),
    // The site has the notes of takes that a model made; those of a recording end with the page.
    takes: [...takes.filter(isGenerated).map((take) => keptTake(take, own)), ...awaited],
  };
}

export function ago(at: number): string {
  const minutes = Math.round((Date.now() - at) / 60_000);
  if (minutes < 1) return "a moment ago";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}
