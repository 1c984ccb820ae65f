/** The dialog of a song's versions. */
import { differenceWords } from "../music/comparing.ts";
import type { Elements } from "./elements.ts";
import { type History, MOST_SHOWN, type Version } from "./history.ts";
import { explain } from "./messages.ts";
import { make } from "./page.ts";
import { ownSong } from "./state.ts";
import type { Studio } from "./studio.ts";
import { ago } from "./times.ts";
import { type Line, shortOf, titleOf } from "./versionlines.ts";

const NEVER = "This song has no versions yet: Save puts the first on the site.";
const MADE: Readonly<Record<string, string>> = {
  preset: "from a melody",
  recorded: "recorded",
  imported: "from a file",
  generated: "made with a model",
  edited: "edited",
};

// Of a checkpoint: others see what was saved.
const KEPT = "kept, not saved: only you have it";

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

  private show(lines: Line[] | null): void {
    const { page } = this;
    if (!lines) page.versionFacts.textContent = NEVER;
    else {
      const more = lines.length > MOST_SHOWN ? `The last ${MOST_SHOWN} of them. ` : "";
      page.versionFacts.textContent =
        `${more}Choose one to hear it beside what you have now; nothing changes by that.`;
    }
    const shown = (lines ?? []).slice(0, MOST_SHOWN);
    page.versionList.replaceChildren(...shown.map((line) => this.row(line)));
  }

  private row(line: Line): HTMLElement {
    const radio = make("input", { type: "radio", name: "version", value: line.path });
    radio.addEventListener("change", () => void this.choose(line));
    const how = line.number === null ? KEPT : (MADE[line.kind] ?? "");
    const facts = make("span", { class: "quiet-text" }, `${ago(line.at)} · ${how}`);
    const title = make("strong", {}, titleOf(line));
    return make("label", { class: "choice version" }, radio, make("span", {}, title, " ", facts));
  }

  private async choose(line: Line): Promise<void> {
    await this.trying(async () => {
      const version = await this.history.fetch(line);
      const { page, studio } = this;
      this.chosen = version;
      const words = differenceWords(version.song, ownSong(studio.state));
      page.versionDifference.textContent = words;
      page.versionName.value = line.name;
      page.versionHear.textContent = `Hear ${shortOf(line)}`;
      page.versionChosen.hidden = false;
      this.hear(true);
      studio.messages.say(`${titleOf(line)}. ${words}`);
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
      const named = await this.history.name(chosen.line, page.versionName.value.trim());
      this.chosen = { ...chosen, line: named };
      const radio = page.versionList.querySelector<HTMLInputElement>(`[value="${named.path}"]`);
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
    this.studio.messages.notice(
      "good",
      `Your song is ${shortOf(chosen.line)} again. What you had stays one Undo away.`,
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
