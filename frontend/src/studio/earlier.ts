/** Takes that were made before, of this song and of others: listed, and laid beside the song. */
import { get, type Job, type JobLine, page as pageOf } from "../api.ts";
import { plural } from "../music/words.ts";
import { EarlierPages } from "./earlierpages.ts";
import type { Elements } from "./elements.ts";
import { explain } from "./messages.ts";
import { button, make } from "./page.ts";
import { takesOf } from "./results.ts";
import type { StudioState } from "./state.ts";
import type { Studio } from "./studio.ts";
import { hearTake, layTakes, numbered } from "./takes.ts";
import { ago } from "./times.ts";

const NONE = "No other takes: what you ask the models for is listed here for a while.";
const SOME = "Newest first. A take that is laid beside your song changes nothing of it.";

type Places = Pick<Elements, "earlier" | "earlierWords" | "earlierList" | "earlierMore">;

/** `titleOf` is the title of a model by its name. */
export function bindEarlier(
  studio: Studio,
  page: Places,
  titleOf: (model: string) => string,
): void {
  let pages = new EarlierPages(pageOf);
  const show = (): void => {
    const others = linesBeside(pages.lines, studio.state);
    page.earlierWords.textContent = others.length > 0 ? SOME : NONE;
    page.earlierList.replaceChildren(...others.map((line) => row(studio, line, titleOf)));
    page.earlierMore.hidden = pages.isWhole;
  };
  const load = async (): Promise<void> => {
    page.earlierMore.disabled = true;
    try {
      await pages.more((line) => linesBeside([line], studio.state).length > 0);
      show();
    } catch (error) {
      explain(studio.messages, error);
    }
    page.earlierMore.disabled = false;
  };
  page.earlier.addEventListener("toggle", () => {
    if (!page.earlier.open) return;
    pages = new EarlierPages(pageOf);
    void load();
  });
  page.earlierMore.addEventListener("click", () => {
    const before = page.earlierList.children.length;
    void load().then(() => tellMore(studio, page, before));
  });
  studio.topics.after(["takes"], () => page.earlier.open && show());
}

/** Those that have come to something and do not lie beside the song already. */
export function linesBeside(lines: readonly JobLine[], state: StudioState): JobLine[] {
  const here = new Set([
    ...state.takes.map(({ origin }) => origin.job),
    ...state.awaited.map(({ job }) => job),
  ]);
  return lines.filter(({ id, state: reached }) => reached === "done" && !here.has(id));
}

/** The first line that is new has the focus: the button may be gone. */
function tellMore(studio: Studio, page: Places, before: number): void {
  const { children } = page.earlierList;
  children[before]?.querySelector("button")?.focus();
  studio.messages.say(plural(children.length - before, "more take"));
}

function row(studio: Studio, line: JobLine, titleOf: (model: string) => string): HTMLLIElement {
  const title = titleOf(line.model);
  const when = ago(Date.parse(line.created_at));
  const looks = { "aria-label": `Hear the take by ${title}, ${when}` };
  const hear = button("Hear", looks, () => void lay(studio, line, title));
  return make("li", {}, make("span", {}, `${title}, ${when}`), hear);
}

/** Lays what the job made beside the song, and puts it on show. */
async function lay(studio: Studio, { id }: JobLine, title: string): Promise<void> {
  try {
    const job = await get<Job>(`generation-jobs/${id}/`);
    const takes = numbered(studio.state, takesOf(job, null, title));
    const [first] = takes;
    if (!first) return;
    studio.change(layTakes, takes);
    studio.change(hearTake, first);
    studio.messages.say(`Take ${first.number} lies beside your song. Press 0 for your own.`);
  } catch (error) {
    explain(studio.messages, error);
  }
}
