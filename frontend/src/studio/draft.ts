/**
 * The draft of this page: written after every change, never with an empty song, never over what
 * another page wrote.
 */
import { newKey } from "../api.ts";
import type { Song } from "../music/song.ts";
import { setTitle } from "./changes.ts";
import { draftOf, signsOf, wordsOf } from "./draftform.ts";
import type { KeptView } from "./look.ts";
import {
  type Draft,
  type Keeper,
  type KeptThere,
  placeOf,
  Shelf,
  type Shelved,
  type Tell,
  worked,
} from "./shelf.ts";
import { isEmpty, isTouched } from "./state.ts";
import type { Studio } from "./studio.ts";

const WRITE_AFTER_MS = 800;
// Where one draft and the one before lay.
const OLD_KEYS = ["chartbusters.draft", "chartbusters.draft-before"];
const TAB = "chartbusters.draft"; // in the tab's own storage: which draft it holds
const COPY = " (copy)";
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

export class Drafting {
  readonly shelf: Shelf;
  readonly page = newKey();
  line = newKey(); // names the song that is worked on here, and on the site
  site: KeptThere | null = null;
  copying = false; // of what somebody else goes on with, until something changes
  view: () => KeptView | null = () => null; // of the roll
  private readonly studio: Studio;
  private readonly keeper: Keeper;
  private readonly tell: Tell;
  private readonly shelved = new Set<() => void>();
  private readonly lines = new Set<() => void>();
  private readonly departures = new Set<() => void>();
  private before: string | null = null; // the key of the state that the next one comes out of
  private written: readonly unknown[];
  private acknowledged: readonly unknown[] = []; // words that the site or another page has
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(studio: Studio, keeper: Keeper, tell: Tell) {
    this.studio = studio;
    this.keeper = keeper;
    this.tell = tell;
    this.shelf = new Shelf(keeper.local, this.page, keeper.vault);
    this.shelf.adopt(OLD_KEYS);
    this.written = this.signs();
    studio.topics.after(["song", "saved", "takes", "track", "loop", "mixer", "grid"], () => {
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

  /** Calls `changed` when another song is worked on, or the same under another name. */
  onLine(changed: () => void): void {
    this.lines.add(changed);
  }

  /** Calls `going` when another song is about to take the place of this one. */
  onDeparture(going: () => void): void {
    this.departures.add(going);
  }

  /** Goes on with a draft. */
  resume({ key, draft, song }: Shelved): void {
    const line = placeOf(key)?.line ?? "";
    this.enter(UUID.test(line) ? line : newKey(), draft, song);
    this.hold(key);
    this.written = this.signs();
  }

  /** Goes on with a draft that this browser does not hold as it is: the site's. */
  take(line: string, draft: Draft, song: Song): void {
    const before = this.line === line ? this.before : null;
    this.enter(line, draft, song);
    this.before = before;
    this.written = [];
    this.write();
  }

  private enter(line: string, draft: Draft, song: Song): void {
    this.studio.resume(song, draft, draft);
    this.line = line;
    this.copying = false;
    this.before = null;
    this.acknowledged = this.words();
    this.site = draft.site ?? null;
    for (const told of this.lines) told();
  }

  /**
   * The song goes on as a copy: somebody else goes on with the one it was until now. With the
   * state on the shelf too, unless that is `mine`. Who only looks at it makes none.
   */
  fork(mine: boolean): void {
    const edited = this.edited;
    this.line = newKey();
    this.site = null;
    this.copying = true;
    this.acknowledged = this.words();
    if (!mine) this.before = null;
    if (mine || edited) this.nameCopy();
    for (const told of this.lines) told();
  }

  /** Another song takes the place of a draft in which nobody has done anything. */
  replace({ key, draft }: Shelved): void {
    if (!worked(draft)) this.before = key;
  }

  /** So much of the song that is open lies on the site; it is written down with the draft. */
  acknowledge(site: KeptThere): void {
    this.site = site;
    this.acknowledged = this.words();
    if (this.before) this.write();
  }

  /** Whether the song is as it was when the site had all of it. */
  get whole(): boolean {
    return this.site?.whole === true && this.same;
  }

  /** Whether there is a song of one's own that waits to be written. */
  get pending(): boolean {
    return this.edited && !isEmpty(this.studio.state) && !(this.copying && this.same);
  }

  private get edited(): boolean {
    return this.words().some((word, at) => word !== this.written[at]);
  }

  private get same(): boolean {
    return this.words().every((word, at) => word === this.acknowledged[at]);
  }

  /** Writes what has changed since the last time; false when the browser keeps nothing. */
  write(): boolean {
    clearTimeout(this.waiting);
    if (isEmpty(this.studio.state) || !this.changed() || (this.copying && this.same)) return true;
    this.nameCopy();
    if (this.site) this.site = { ...this.site, whole: this.whole };
    const now = this.signs();
    const draft = draftOf(this.studio.state, Date.now(), this.view(), this.site);
    const key = this.shelf.put(this.line, draft, this.before);
    this.tell(key !== null, this.shelf.durable);
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
    for (const going of this.departures) going();
    this.line = newKey();
    this.copying = false;
    this.site = null;
    if (isTouched(state) || isEmpty(state)) this.before = null;
    for (const changed of this.lines) changed();
  }

  private nameCopy(): void {
    if (!this.copying) return;
    this.copying = false;
    const { title } = this.studio.state.piece;
    if (!title.endsWith(COPY)) this.studio.change(setTitle, `${title || "Untitled song"}${COPY}`);
  }

  private changed(): boolean {
    return this.signs().some((sign, index) => sign !== this.written[index]);
  }

  private hold(key: string): void {
    const another = !this.before || placeOf(this.before)?.line !== this.line;
    this.before = key;
    this.keeper.tab?.setItem(TAB, key);
    if (another) for (const changed of this.shelved) changed();
  }

  private signs(): readonly unknown[] {
    return signsOf(this.studio.state, this.view(), this.site);
  }

  private words = (): readonly unknown[] => wordsOf(this.studio.state);
}
