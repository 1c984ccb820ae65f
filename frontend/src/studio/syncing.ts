/**
 * The site's copy of the song one works on, for those who have signed in: sent some seconds after
 * a change, and when the page is left. No revision: nobody else sees it.
 */
import type * as api from "../api.ts";
import { ApiError } from "../api.ts";
import { type Song, toDocument } from "../music/song.ts";
import type { Drafting } from "./draft.ts";
import { besideOf, takeNames } from "./draftleft.ts";
import { type OnSite, originOf } from "./piece.ts";
import type { SiteDraft } from "./sitedrafts.ts";
import { isEmpty, isTouched, ownSong, type StudioState } from "./state.ts";
import type { Studio } from "./studio.ts";
import type { Origin } from "./take.ts";

const QUIET_MS = 1_500; // after a change: one hand does not write alone
const EVERY_MS = 5_000; // at most
const LEAVING_ROOM = 50_000; // characters; a page that goes may send 60,000 bytes
const AGAIN_MS = 10_000; // while the site cannot be reached

export type DraftSite = Pick<typeof api, "put">;

/** How it stands with the site's copy. */
export type Stand =
  | { readonly kind: "none" } // nobody has signed in, or there is nothing to send yet
  | { readonly kind: "saved"; readonly at: number } // milliseconds since 1970, by this clock
  | { readonly kind: "waiting" } // for the line
  | { readonly kind: "refused"; readonly message: string };

interface Wish {
  readonly line: string;
  readonly song: Song;
  readonly title: string;
  readonly composition: OnSite | null;
  readonly origin: Origin;
  readonly takes: readonly string[]; // by their names
  readonly state: StudioState; // all of it
}

export class Syncing {
  stand: Stand = { kind: "none" };
  onStand: () => void = () => {};
  /** The site has another browser's version; the song goes on here as a copy of that draft. */
  onConflict: (line: string) => void = () => {};
  private readonly studio: Studio;
  private readonly drafting: Drafting;
  private readonly site: DraftSite;
  private readonly writer: string;
  private readonly versions = new Map<string, number>(); // by line
  private known: Wish | null = null; // what the site has
  private sent = 0; // milliseconds since 1970
  private timer: ReturnType<typeof setTimeout> | undefined;
  private queue: Promise<void> = Promise.resolve();

  /** `writer` is the browser's own name; `events` hears of the line and of a page that is left. */
  constructor(
    studio: Studio,
    drafting: Drafting,
    site: DraftSite,
    writer: string,
    events: EventTarget,
  ) {
    this.studio = studio;
    this.drafting = drafting;
    this.site = site;
    this.writer = writer;
    studio.topics.after(["song", "saved", "takes"], () => this.schedule());
    drafting.onLine(() => this.begin());
    drafting.onDeparture(() => this.enqueue());
    events.addEventListener("pagehide", () => void this.leave());
    events.addEventListener("online", () => this.schedule(0));
    events.addEventListener("offline", () => this.lose());
  }

  /** Another song: what the site has of it. */
  private begin(): void {
    const { site, line } = this.drafting;
    if (site) this.versions.set(line, site.version);
    this.known = site?.whole ? this.wish() : null;
    this.show(site?.whole ? this.stand : { kind: "none" });
    this.schedule();
  }

  private schedule(wait = Math.max(QUIET_MS, this.sent + EVERY_MS - Date.now())): void {
    if (this.timer !== undefined && wait > 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.enqueue(), wait);
  }

  private enqueue(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const wish = this.wanted();
    if (wish) this.queue = this.queue.then(() => this.send(wish));
  }

  /** What the site lacks of the song, if it is worth keeping. */
  private wanted(): Wish | null {
    const { drafting, known } = this;
    const { state } = this.studio;
    if (isEmpty(state) || drafting.copying) return null;
    const wish = this.wish();
    const brought = wish.origin.kind === "imported" || wish.origin.kind === "recorded";
    if (!isTouched(state) && !brought && !this.versions.has(wish.line)) return null;
    return known && isSame(known, wish) ? null : wish;
  }

  private wish(): Wish {
    const { state } = this.studio;
    const { piece } = state;
    const song = ownSong(state);
    const { title, composition } = piece;
    const [{ line }, origin, takes] = [this.drafting, originOf(piece, song), takeNames(state)];
    return { line, song, title, composition, origin, takes, state };
  }

  private async send(wish: Wish): Promise<void> {
    if (this.known && isSame(this.known, wish)) return;
    this.sent = Date.now();
    try {
      this.keep(wish, await this.put(wish));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.refused(error, wish.line);
    }
  }

  /** `room`: characters that the request may take; without a bound where nobody waits for it. */
  private put(wish: Wish, room = Number.POSITIVE_INFINITY): Promise<SiteDraft> {
    const { line, song, title, composition, origin, state } = wish;
    const revision = composition?.revision ?? null;
    const document = toDocument(song);
    const left = besideOf(state, this.drafting.view(), room - JSON.stringify(document).length);
    return this.site.put<SiteDraft>(`drafts/${line}/`, {
      document,
      left,
      title: title.trim(),
      origin,
      base: composition && { composition: composition.id, revision },
      writer: this.writer,
      version: this.versions.get(line) ?? 0,
    });
  }

  private keep(wish: Wish, { version }: SiteDraft): void {
    this.versions.set(wish.line, version);
    if (wish.line !== this.drafting.line) return; // another song has come meanwhile
    this.known = wish;
    const whole = isSame(wish, this.wish());
    this.drafting.acknowledge({ version, whole });
    this.show({ kind: "saved", at: Date.now() });
    if (!whole) this.schedule();
  }

  private refused(error: ApiError, line: string): void {
    const { code, message } = error.refusal;
    if (line !== this.drafting.line) return;
    if (code === "changed_elsewhere") {
      this.drafting.fork(true);
      this.onConflict(line);
    } else if (error.passing) {
      this.show(error.status === 0 ? { kind: "waiting" } : { kind: "refused", message });
      this.schedule(AGAIN_MS);
    } else this.show({ kind: "refused", message });
  }

  /** A page that is left sends without waiting for answers that are under way. */
  private async leave(): Promise<void> {
    const wish = this.wanted();
    if (!wish) return;
    try {
      this.keep(wish, await this.put(wish, LEAVING_ROOM));
    } catch {
      // The browser has it; it is sent when the song is opened again.
    }
  }

  private lose(): void {
    if (this.wanted() || this.stand.kind === "saved") this.show({ kind: "waiting" });
  }

  private show(stand: Stand): void {
    this.stand = stand;
    this.onStand();
  }
}

/** Whether one who has `one` lacks nothing of `other`. A take that went is no reason to write. */
const isSame = (one: Wish, other: Wish): boolean =>
  one.line === other.line &&
  one.song === other.song &&
  one.title === other.title &&
  one.composition === other.composition &&
  other.takes.every((take) => one.takes.includes(take));
