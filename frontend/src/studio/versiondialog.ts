/** The dialog of a song's versions. */
import type { Revision } from "../api.ts";
import { differenceWords } from "../music/comparing.ts";
import type { Elements } from "./elements.ts";
import { type History, MOST_SHOWN, titleOf, type Version } from "./history.ts";
import { explain } from "./messages.ts";
import { make } from "./page.ts";
import { ownSong } from "./state.ts";
import type { Studio } from "./studio.ts";
import { ago } from "./times.ts";

const NEVER = "This song has no versions yet: Save puts the first on the site.";
const MADE: Readonly<Record<string, string>> = {
  preset: "from a melody",
  recorded: "recorded",
  imported: "from a file",
  generated: "made with a model",
  edited: "edited",
};

type Places = Pick<
  Elements,
  | "versions"
  | "versionFacts"
  | "versionList"
  | "versionChosen"
  | "versionDifference"
  | "versionHear"
  | "versionMine"
  | "versionName"
  | "versionNameIt"
  | "versionRestore"
>;

export class VersionDialog {
  private readonly studio: Studio;
  private readonly page: Places;
  private readonly history: History;
  private chosen: Version | null = null;

  constructor(studio: Studio, page: Places, history: History) {
    this.studio = studio;
    this.page = page;
    this.history = history;
    page.versionHear.onclick = () => this.hear(true);
    page.versionMine.onclick = () => this.hear(false);
    page.versionNameIt.onclick = () => void this.name();
    page.versionRestore.onclick = () => this.restore();
    page.versions.addEventListener("close", () => history.close());
    studio.topics.after(["takes"], () => this.press());
  }

  async open(): Promise<void> {
    const { page } = this;
    this.chosen = null;
    page.versionChosen.hidden = true;
    page.versionList.replaceChildren();
    page.versionFacts.textContent = "The versions are coming…";
    page.versions.showModal();
    await this.trying(async () => this.show(await this.history.list()));
  }

  private show(revisions: Revision[] | null): void {
    const { page } = this;
    if (!revisions) page.versionFacts.textContent = NEVER;
    else {
      const more = revisions.length > MOST_SHOWN ? `The last ${MOST_SHOWN} of them. ` : "";
      page.versionFacts.textContent =
        `${more}Choose one to hear it beside what you have now; nothing changes by that.`;
    }
    const shown = (revisions ?? []).slice(0, MOST_SHOWN);
    page.versionList.replaceChildren(...shown.map((revision) => this.row(revision)));
  }

  private row(revision: Revision): HTMLElement {
    const radio = make("input", { type: "radio", name: "version", value: revision.number });
    radio.addEventListener("change", () => void this.choose(revision));
    const when = ago(Date.parse(revision.created_at));
    const facts = make("span", { class: "quiet-text" }, `${when} · ${MADE[revision.kind] ?? ""}`);
    const title = make("strong", {}, titleOf(revision));
    return make("label", { class: "choice version" }, radio, make("span", {}, title, " ", facts));
  }

  private async choose(revision: Revision): Promise<void> {
    await this.trying(async () => {
      const version = await this.history.fetch(revision);
      const { page, studio } = this;
      this.chosen = version;
      const words = differenceWords(version.song, ownSong(studio.state));
      page.versionDifference.textContent = words;
      page.versionName.value = revision.name;
      page.versionHear.textContent = `Hear version ${revision.number}`;
      page.versionChosen.hidden = false;
      this.hear(true);
      studio.messages.say(`${titleOf(revision)}. ${words}`);
    });
  }

  private hear(version: boolean): void {
    this.history.hear(version ? this.chosen : null);
    this.press();
  }

  private press(): void {
    const { hearing } = this.history;
    this.page.versionHear.setAttribute("aria-pressed", String(hearing));
    this.page.versionMine.setAttribute("aria-pressed", String(!hearing));
  }

  private async name(): Promise<void> {
    const { chosen, page } = this;
    if (!chosen) return;
    await this.trying(async () => {
      const named = await this.history.name(chosen.revision, page.versionName.value.trim());
      this.chosen = { ...chosen, revision: named };
      const radio = page.versionList.querySelector<HTMLInputElement>(`[value="${named.number}"]`);
      const title = radio?.parentElement?.querySelector("strong");
      if (title) title.textContent = titleOf(named);
      this.studio.messages.say(named.name ? `Named ${named.name}` : "The name is gone");
    });
  }

  private restore(): void {
    const { chosen } = this;
    if (!chosen) return;
    this.page.versions.close();
    this.history.restore(chosen);
    const { number } = chosen.revision;
    this.studio.messages.notice(
      "good",
      `Version ${number} is your song again. What you had stays one Undo away.`,
    );
  }

  /** What the site refuses is said in the page, where notices stand. */
  private async trying(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.page.versions.close();
      explain(this.studio.messages, error);
    }
  }
}
