/** Keeping: save on the site (signed in), export as MIDI (everybody). */
import {
  ApiError,
  type Composition,
  type Revision,
  download,
  get,
  newKey,
  patch,
  post,
} from "../api.ts";
import { fromDocument, toDocument } from "../music/song.ts";
import type { Drafting } from "./draft.ts";
import { explain, notice, say } from "./messages.ts";
import { button, byId, make } from "./page.ts";
import type { OnSite } from "./piece.ts";
import type { Studio } from "./studio.ts";

export class Saving {
  private readonly studio: Studio;
  private readonly signedIn: boolean;
  private readonly loginUrl: string;
  private readonly drafting: Drafting;
  private busy = false;

  constructor(studio: Studio, drafting: Drafting) {
    const { signedIn, loginUrl } = byId("studio").dataset;
    this.studio = studio;
    this.drafting = drafting;
    this.signedIn = signedIn === "true";
    this.loginUrl = loginUrl ?? "/accounts/login/";
    const title = byId<HTMLInputElement>("title");
    title.addEventListener("input", () => (studio.title = title.value));
    studio.on(["song", "saved"], () => {
      if (document.activeElement !== title) title.value = studio.title;
      this.show();
    });
  }

  /**
   * Opens one of the site's compositions; somebody else's, or a remix, as a copy. False when it is
   * not to be had.
   */
  async open(id: string, copy: boolean): Promise<boolean> {
    try {
      const found = await get<Composition & { owner?: string }>(
        `compositions/${encodeURIComponent(id)}/`,
      );
      const mine = !copy && found.owner === byId("studio").dataset["username"];
      const { url, title, head } = found;
      const from = {
        origin: { kind: "edited" },
        source: `${copy ? "remix" : "composition"}:${id}`,
        composition: mine ? { id, url, title, revision: head.number } : null,
      } as const;
      this.studio.open(fromDocument(found.document), title, from, `Open ${title}`);
      return true;
    } catch (error) {
      explain(error);
      return false;
    }
  }

  async save(): Promise<void> {
    const { studio } = this;
    if (studio.isEmpty && !studio.heard) return notice("plain", "There are no notes to save yet.");
    if (!this.signedIn) return this.askToSignIn();
    if (this.busy) return undefined;
    const { heard } = studio;
    if (heard) studio.keep(heard);
    this.busy = true;
    try {
      const title = await this.send();
      if (title) return say(`${title} is saved on the site.`);
      say("Saved");
      this.offerChallenge(
        heard
          ? "The take you were hearing is now your song, and saved on the site."
          : "Saved on the site.",
      );
    } catch (error) {
      this.refused(error);
    } finally {
      this.busy = false;
    }
    return undefined;
  }

  private refused(error: unknown): void {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403))
      this.askToSignIn();
    else if (error instanceof ApiError && error.refusal.code === "changed_elsewhere")
      this.askWhich(error);
    else explain(error);
  }

  /**
   * The song has gone on in another place: it is the person who says which of the two goes on here.
   */
  private askWhich({ message }: ApiError): void {
    const { piece } = this.studio;
    const from = (composition: OnSite | null): void => {
      piece.composition = composition;
      void this.save();
    };
    const { composition } = piece;
    notice(
      "warn",
      message,
      button("Save as a new song", { class: "button small primary" }, () => from(null)),
      composition
        ? button("Save on top", {}, () => from({ ...composition, revision: undefined }))
        : null,
      composition
        ? button("Open the other", {}, () => void this.open(composition.id, false))
        : null,
    );
  }

  async exportMidi(): Promise<void> {
    const { studio } = this;
    try {
      const blob = await download("compositions/export/", {
        document: { ...toDocument(studio.song), title: studio.title },
      });
      const url = URL.createObjectURL(blob);
      const name = `${studio.title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || "song"}.mid`;
      const link = make("a", { href: url, download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      say(`Exported ${name}`);
    } catch (error) {
      explain(error);
    }
  }

  /**
   * The title, if another song has been opened meanwhile: what was saved is no longer what is open.
   */
  private async send(): Promise<string | null> {
    const { studio } = this;
    const { own: song, piece } = studio;
    const { openings } = piece;
    if (!studio.title.trim()) studio.title = "Untitled song";
    const title = studio.title.trim();
    const body = { document: toDocument(song), origin: piece.originOf(song) };
    const found = (await this.revise(title, body)) ?? (await this.create(title, body));
    if (piece.openings !== openings) return title;
    if (found) piece.markSaved(song, found);
    studio.emit("saved");
    this.drafting.write();
    return null;
  }

  private async create(title: string, body: object): Promise<OnSite | null> {
    const made = await post<Composition>("compositions/", { title, ...body }, newKey());
    return made && { id: made.id, url: made.url, title, revision: made.head.number };
  }

  /**
   * One more revision of the composition that the song belongs to; null where there is none, or no
   * more.
   */
  private async revise(title: string, body: object): Promise<OnSite | null> {
    const { composition } = this.studio.piece;
    if (!composition) return null;
    try {
      const path = `compositions/${composition.id}/`;
      const made = await post<Revision>(
        `${path}revisions/`,
        { ...body, after: composition.revision ?? null },
        newKey(),
      );
      const { url } =
        composition.title === title ? composition : await patch<Composition>(path, { title });
      return { ...composition, url, title, revision: made?.number };
    } catch (error) {
      // Deleted, or another person's who was signed in here: the song is saved as a new one.
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  private offerChallenge(saved: string): void {
    const { composition } = this.studio.piece;
    if (!composition) return;
    notice(
      "good",
      saved,
      make(
        "a",
        {
          class: "button small primary",
          href: `/challenges/?composition=${encodeURIComponent(composition.id)}`,
        },
        "Enter it in a challenge",
      ),
      make("a", { class: "button small", href: composition.url }, "See its page"),
    );
  }

  private askToSignIn(): void {
    const kept = this.drafting.write();
    const next = encodeURIComponent(location.pathname);
    notice(
      "warn",
      kept
        ? "Sign in to save on the site. Your draft stays in this browser and is here when you " +
            "come back."
        : "Sign in to save on the site. This browser keeps no drafts: export the song first, " +
            "or it is gone when you leave.",
      make(
        "a",
        { class: "button small primary", href: `${this.loginUrl}?next=${next}` },
        "Sign in",
      ),
      make(
        "a",
        {
          class: "button small",
          href: `${byId("studio").dataset["signupUrl"] ?? "/accounts/signup/"}?next=${next}`,
        },
        "Sign up",
      ),
    );
  }

  private show(): void {
    const link = byId<HTMLAnchorElement>("enter-challenge");
    const { composition, edited } = this.studio.piece;
    link.hidden = !composition;
    if (composition) link.href = `/challenges/?composition=${encodeURIComponent(composition.id)}`;
    byId("save-state").textContent = !composition
      ? ""
      : edited
        ? "Changed since the last save"
        : "Saved";
  }
}
