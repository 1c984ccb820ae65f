/** The drafts of this browser and of the site as one list, to be opened again or thrown away. */
import { ApiError } from "../api.ts";
import { plural } from "../music/words.ts";
import type { Drafting } from "./draft.ts";
import type { Elements } from "./elements.ts";
import { explain, type Messages } from "./messages.ts";
import { button, make } from "./page.ts";
import { placeOf } from "./shelf.ts";
import { type DraftRow, rowsOf, type SiteDraft, type SitesDrafts } from "./sitedrafts.ts";
import { ago } from "./times.ts";

/** Where drafts lie besides this browser; null for a visitor. */
export interface There {
  readonly site: SitesDrafts;
  readonly writer: string; // this browser
}

export class DraftList {
  there: readonly SiteDraft[] = [];
  private readonly drafting: Drafting;
  private readonly messages: Messages;
  private readonly page: Pick<Elements, "drafts" | "draftsPanel">;
  private readonly onSite: There | null;
  private readonly open: (row: DraftRow) => void;

  constructor(
    drafting: Drafting,
    messages: Messages,
    page: Pick<Elements, "drafts" | "draftsPanel">,
    onSite: There | null,
    open: (row: DraftRow) => void,
  ) {
    this.drafting = drafting;
    this.messages = messages;
    this.page = page;
    this.onSite = onSite;
    this.open = open;
    drafting.onShelf(() => this.draw());
  }

  /** Asks the site for its drafts. Without an answer those of this browser stand alone. */
  async load(): Promise<void> {
    if (!this.onSite) return;
    try {
      this.there = await this.onSite.site.list<SiteDraft>("drafts/");
    } catch {
      return; // the banner tells that the line is gone
    }
    this.draw();
  }

  private draw(): void {
    const { drafting, page, onSite } = this;
    const there = this.there.filter(({ key }) => key !== drafting.line);
    const rows = rowsOf(drafting.others(), there, onSite?.writer ?? "");
    page.draftsPanel.hidden = rows.length === 0;
    page.drafts.replaceChildren(...rows.map((row) => this.row(row)));
  }

  private row(row: DraftRow): HTMLLIElement {
    const title = titleOf(row);
    const open = button("", { class: "melody" }, () => this.open(row));
    open.append(make("strong", {}, title), make("span", { class: "quiet-text" }, this.facts(row)));
    const looks = { class: "button small quiet", "aria-label": `Delete the draft of ${title}` };
    const remove = button("Delete", looks, () => void this.remove(row));
    return make("li", {}, open, remove);
  }

  private facts({ notes, at, here, there }: DraftRow): string {
    const both = here && (there ?? here.draft.site);
    const where = both ? "" : there ? " · on the site" : " · in this browser";
    return `${plural(notes, "note")} · ${ago(at)}${this.onSite ? where : ""}`;
  }

  private async remove(row: DraftRow): Promise<void> {
    const { here, there } = row;
    const key = there?.key ?? (here?.draft.site ? placeOf(here.key)?.line : undefined);
    try {
      if (key) await this.onSite?.site.remove(`drafts/${key}/`);
    } catch (error) {
      const gone = error instanceof ApiError && error.status === 404;
      if (!gone) return explain(this.messages, error);
    }
    this.there = this.there.filter((other) => other !== there);
    if (here) this.drafting.shelf.remove(here.key);
    this.messages.say(`The draft of ${titleOf(row)} is deleted`);
    this.draw();
    return undefined;
  }
}

const titleOf = ({ title }: DraftRow): string => title || "Untitled song";
