/** Keeping: save on the site (signed in), export as MIDI (everybody). */
import { ApiError, type Composition, download, get, newKey, patch, post } from "../api.ts";
import { fromDocument, type Song, toDocument } from "../music/song.ts";
import { bindDraft, type Draft, setDraftAside } from "./draft.ts";
import { explain, notice, say } from "./messages.ts";
import { byId, make } from "./page.ts";
import type { Studio } from "./studio.ts";

export class Saving {
  private readonly studio: Studio;
  private readonly signedIn: boolean;
  private readonly loginUrl: string;
  private composition: { id: string; url: string; title: string } | null = null;
  private saved: Song | null = null;
  private busy = false;
  private readonly writeDraft: () => void;

  constructor(studio: Studio) {
    const { signedIn, loginUrl } = byId("studio").dataset;
    this.studio = studio;
    this.signedIn = signedIn === "true";
    this.loginUrl = loginUrl ?? "/accounts/login/";
    this.writeDraft = bindDraft(studio, () => this.composition);
    const title = byId<HTMLInputElement>("title");
    title.addEventListener("input", () => {
      studio.title = title.value;
      studio.emit("saved");
    });
    studio.on(["song", "saved"], () => {
      if (document.activeElement !== title) title.value = studio.title;
      this.show();
    });
    window.addEventListener("beforeunload", () => this.writeDraft());
  }

  /** Opens one of the site's compositions; somebody else's, or a remix, as a copy. */
  async open(id: string, copy: boolean): Promise<void> {
    try {
      setDraftAside();
      const found = await get<Composition & { owner?: string }>(`compositions/${encodeURIComponent(id)}/`);
      const song = fromDocument(found.document);
      const mine = !copy && found.owner === byId("studio").dataset["username"];
      this.studio.open(song, found.title, { kind: "edited" }, `Open ${found.title}`);
      this.attach(mine ? found : null, song);
    } catch (error) {
      explain(error);
    }
  }

  attach(composition: Draft["composition"] & { title?: string } | null, song: Song | null): void {
    this.composition = composition ? { title: this.studio.title, ...composition } : null;
    this.saved = song;
    this.studio.emit("saved");
  }

  /** Another song was opened: saving it makes a new composition. */
  detach(): void {
    this.attach(null, null);
  }

  async save(): Promise<void> {
    const { studio } = this;
    if (studio.isEmpty && !studio.heard) return notice("plain", "There are no notes to save yet.");
    if (studio.heard) studio.keep(studio.heard);
    if (!this.signedIn) return this.askToSignIn();
    if (this.busy) return undefined;
    this.busy = true;
    try {
      await this.send();
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) this.askToSignIn();
      else explain(error);
    } finally {
      this.busy = false;
    }
    return undefined;
  }

  async exportMidi(): Promise<void> {
    const { studio } = this;
    try {
      const blob = await download("compositions/export/", { document: { ...toDocument(studio.song), title: studio.title } });
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

  private async send(): Promise<void> {
    const { studio, composition } = this;
    const song = studio.own;
    const title = studio.title.trim() || "Untitled song";
    const body = { document: toDocument(song), origin: studio.origin };
    if (!composition) {
      const made = await post<Composition>("compositions/", { title, ...body }, newKey());
      if (made) this.attach(made, song);
    } else {
      if (composition.title !== title) await patch(`compositions/${composition.id}/`, { title });
      await post(`compositions/${composition.id}/revisions/`, body, newKey());
      this.attach({ ...composition, title }, song);
    }
    this.writeDraft();
    say("Saved");
    this.offerChallenge();
  }

  private offerChallenge(): void {
    const { composition } = this;
    if (!composition) return;
    notice(
      "good",
      "Saved on the site.",
      make("a", { class: "button small primary", href: `/challenges/?composition=${encodeURIComponent(composition.id)}` }, "Enter it in a challenge"),
      make("a", { class: "button small", href: composition.url }, "See its page"),
    );
  }

  private askToSignIn(): void {
    this.writeDraft();
    const next = encodeURIComponent(location.pathname + location.search);
    notice(
      "warn",
      "Sign in to save on the site. Your draft stays in this browser and is here when you come back.",
      make("a", { class: "button small primary", href: `${this.loginUrl}?next=${next}` }, "Sign in"),
      make("a", { class: "button small", href: `${byId("studio").dataset["signupUrl"] ?? "/accounts/signup/"}?next=${next}` }, "Sign up"),
    );
  }

  private show(): void {
    const link = byId<HTMLAnchorElement>("enter-challenge");
    link.hidden = !this.composition;
    if (this.composition) link.href = `/challenges/?composition=${encodeURIComponent(this.composition.id)}`;
    const clean = this.composition !== null && this.saved === this.studio.own && this.composition.title === (this.studio.title.trim() || "Untitled song");
    byId("save-state").textContent = !this.composition ? "" : clean ? "Saved" : "Changed since the last save";
  }
}
