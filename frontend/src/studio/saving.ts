/** Keeping the song on the site, for those who have signed in. */
import type * as api from "../api.ts";
import { ApiError, type Composition, newKey, type Revision } from "../api.ts";
import { fromDocument, toDocument } from "../music/song.ts";
import { enterUrl, enterWords } from "./bound.ts";
import { setComposition, setTitle } from "./changes.ts";
import type { Drafting } from "./draft.ts";
import { explain } from "./messages.ts";
import { noticeForNow } from "./passing.ts";
import { markSaved, type OnSite, originOf } from "./piece.ts";
import { isEmpty, ownSong } from "./state.ts";
import type { Studio } from "./studio.ts";
import type { Take } from "./take.ts";
import { keepTake } from "./takes.ts";

/** What of the site saving needs. */
export type Site = Pick<typeof api, "get" | "post" | "patch">;

/** Who sits here. */
export interface Person {
  readonly name: string; // empty for a visitor
  readonly loginUrl: string; // and back here
  readonly signupUrl: string;
  readonly challenge: string | null; // that this person came for
}

const KEPT_DRAFT = "Your draft stays in this browser and is here when you come back.";
const NO_DRAFT =
  "This browser keeps no drafts: export the song first, or it is gone when you leave.";

const NOT_TO_BE_REMIXED =
  "its licence lets nobody make a song of their own from it. You can hear it on its page, and " +
  "ask its maker.";

/** The site's song that this one was made from; what is one's own is told apart there. */
function originalOf(source: string | null): string | null {
  return /^(?:remix|composition):([0-9a-f-]{36})$/.exec(source ?? "")?.[1] ?? null;
}

export class Saving {
  private readonly studio: Studio;
  private readonly drafting: Drafting;
  private readonly site: Site;
  private readonly person: Person;
  private busy = false;

  constructor(studio: Studio, drafting: Drafting, site: Site, person: Person) {
    this.studio = studio;
    this.drafting = drafting;
    this.site = site;
    this.person = person;
  }

  /**
   * Opens one of the site's compositions; somebody else's, or a remix, as a copy. False when it is
   * not to be had.
   */
  async open(id: string, copy: boolean): Promise<boolean> {
    try {
      const path = `compositions/${encodeURIComponent(id)}/`;
      const found = await this.site.get<Composition & { owner?: string }>(path);
      const { url, title, head } = found;
      if (found.owner !== this.person.name && !found.remixable) {
        this.studio.messages.notice("warn", `“${title}”: ${NOT_TO_BE_REMIXED}`);
        return false;
      }
      const mine = !copy && found.owner === this.person.name;
      const from = {
        origin: { kind: "edited" },
        source: `${copy ? "remix" : "composition"}:${id}`,
        composition: mine ? { id, url, title, revision: head.number } : null,
      } as const;
      this.studio.open(fromDocument(found.document), title, from, `Open ${title}`);
      return true;
    } catch (error) {
      explain(this.studio.messages, error);
      return false;
    }
  }

  async save(): Promise<void> {
    const { studio } = this;
    const { heard } = studio.state;
    if (isEmpty(studio.state) && !heard) {
      return noticeForNow(studio, "plain", "There are no notes to save yet.");
    }
    if (!this.person.name) return this.askToSignIn();
    if (heard) return this.askWhat(heard);
    return this.saveOwn();
  }

  /** A take is heard, which is not the song: the person says what is to be saved. */
  private askWhat(heard: Take): void {
    const { state, messages } = this.studio;
    const name = state.takes.includes(heard) ? `take ${heard.number}` : "what you hear";
    const keep = (): void => {
      this.studio.change(keepTake, heard);
      void this.saveOwn();
    };
    messages.notice(
      "warn",
      `You hear ${name}, which is not your song. Nothing is saved yet.`,
      { label: `Keep ${name} and save`, primary: true, act: keep },
      isEmpty(state) ? null : { label: "Save yours", act: () => void this.saveOwn() },
    );
  }

  private async saveOwn(): Promise<void> {
    const { studio } = this;
    if (this.busy) return;
    this.busy = true;
    try {
      const elsewhere = await this.send();
      if (elsewhere) studio.messages.say(`${elsewhere} is saved on the site.`);
      else this.tellSaved();
    } catch (error) {
      this.refused(error);
    } finally {
      this.busy = false;
    }
  }

  private tellSaved(): void {
    const { messages, state } = this.studio;
    const { composition } = state.piece;
    messages.say("Saved");
    if (!composition) return;
    const { challenge } = this.person;
    const href = enterUrl(composition, challenge);
    const enter = { label: enterWords(challenge), href, primary: true };
    const see = { label: "See its page", href: composition.url };
    messages.notice("good", "Saved on the site.", enter, see);
  }

  private refused(error: unknown): void {
    if (!(error instanceof ApiError)) return explain(this.studio.messages, error);
    if (error.status === 401 || error.status === 403) return this.askToSignIn();
    if (error.refusal.code === "changed_elsewhere") return this.askWhich(error);
    return explain(this.studio.messages, error);
  }

  /** The song has gone on in another place: the person says which of the two goes on here. */
  private askWhich({ message }: ApiError): void {
    const { messages, state } = this.studio;
    const { composition } = state.piece;
    const from = (base: OnSite | null) => (): void => {
      this.studio.change(setComposition, base);
      void this.save();
    };
    const onTop = composition && { ...composition, revision: undefined };
    messages.notice(
      "warn",
      message,
      { label: "Save as a new song", primary: true, act: from(null) },
      onTop && { label: "Save on top", act: from(onTop) },
      composition && { label: "Open the other", act: () => void this.open(composition.id, false) },
    );
  }

  /**
   * The title, if another song has been opened meanwhile: what was saved is no longer what is open.
   */
  private async send(): Promise<string | null> {
    const { studio } = this;
    if (!studio.state.piece.title.trim()) studio.change(setTitle, "Untitled song");
    const { piece } = studio.state;
    const song = ownSong(studio.state);
    const title = piece.title.trim();
    const body = { document: toDocument(song), origin: originOf(piece, song) };
    const found =
      (await this.revise(piece.composition, title, body)) ?? (await this.create(title, body));
    if (studio.state.piece.openings !== piece.openings) return title;
    if (found) {
      studio.change((state) => ({ ...state, piece: markSaved(state.piece, song, found) }));
    }
    this.drafting.write();
    return null;
  }

  private async create(title: string, body: object): Promise<OnSite | null> {
    const from = { remix_of: originalOf(this.studio.state.piece.source) };
    const wish = { title, ...body, ...from };
    const made = await this.site.post<Composition>("compositions/", wish, newKey());
    return made && { id: made.id, url: made.url, title, revision: made.head.number };
  }

  /** One more revision of a composition; null where there is none, or no more. */
  private async revise(
    composition: OnSite | null,
    title: string,
    body: object,
  ): Promise<OnSite | null> {
    if (!composition) return null;
    const { site } = this;
    try {
      const path = `compositions/${composition.id}/`;
      const wish = { ...body, after: composition.revision ?? null };
      const made = await site.post<Revision>(`${path}revisions/`, wish, newKey());
      const named = composition.title === title;
      const { url } = named ? composition : await site.patch<Composition>(path, { title });
      return { ...composition, url, title, revision: made?.number };
    } catch (error) {
      // Deleted, or another person's who was signed in here: the song is saved as a new one.
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  private askToSignIn(): void {
    const { loginUrl, signupUrl } = this.person;
    const kept = this.drafting.write();
    this.studio.messages.notice(
      "warn",
      `Sign in to save on the site. ${kept ? KEPT_DRAFT : NO_DRAFT}`,
      { label: "Sign in", href: loginUrl, primary: true },
      { label: "Sign up", href: signupUrl },
    );
  }
}
