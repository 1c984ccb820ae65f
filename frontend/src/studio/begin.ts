/**
 * What the studio opens with: the draft of this tab, what the address asks for, or nothing. And
 * drafts opened later.
 */
import type { Preset } from "../api.ts";
import { noteCount, type Song } from "../music/song.ts";
import { plural } from "../music/words.ts";
import { keptSearch } from "./bound.ts";
import type { Drafting } from "./draft.ts";
import type { There } from "./draftlist.ts";
import type { Generating } from "./generating.ts";
import { linkedSong, openLinked } from "./linking.ts";
import type { KeptView } from "./look.ts";
import { openPreset } from "./melodies.ts";
import { type Action, explain } from "./messages.ts";
import type { Saving } from "./saving.ts";
import { beginning, type Draft, type Shelved, worked } from "./shelf.ts";
import { type DraftRow, fetchDraft, isAhead, type SiteDraft } from "./sitedrafts.ts";
import { isTouched, type StudioState } from "./state.ts";
import type { Studio } from "./studio.ts";
import { ago } from "./times.ts";

export interface Opening {
  readonly studio: Studio;
  readonly drafting: Drafting;
  readonly saving: Saving;
  readonly generating: Generating;
  readonly presets: Promise<readonly Preset[]>;
  readonly there: There | null; // the site's drafts
  readonly opened: (view?: KeptView | null) => void;
  readonly startEmpty: () => void;
}

const NO_MELODY =
  "This melody is not to be had just now. Your drafts are safe; take another one below, or load " +
  "the page again.";
const OTHER_TAB =
  "This song was changed in another tab too. Both versions are kept in this browser; here you go " +
  "on with yours, as a copy.";
const TAKEN =
  "This song is open in another tab too. What you change here becomes a copy, so that neither " +
  "tab takes anything from the other.";
const CONFLICT =
  "This draft has gone on in another browser. Both are kept: here you go on with yours, as a " +
  "copy.";
const CAUGHT_UP =
  "You went on with this draft in another browser; here it is as you left it there.";

/**
 * "preset:ode-to-joy", "composition:…" or "remix:…", as the address asks; null when it asks for
 * nothing.
 */
export function askedFor(search: string): string | null {
  const asked = new URLSearchParams(search);
  const kind = ["composition", "remix", "preset"].find((name) => asked.get(name));
  return kind ? `${kind}:${asked.get(kind)}` : null;
}

/** The view of a draft that it went on with, if one is known. */
export async function begin(parts: Opening): Promise<KeptView | null> {
  const found = await linkedSong(location.hash);
  if (found && "song" in found) {
    beginLinked(parts, found.song);
    return null;
  }
  const view = await beginAsked(parts);
  if (found) parts.studio.messages.notice("bad", found.fault);
  return view;
}

/** A song that lies in the address is a draft of its own; the one before stays on the shelf. */
function beginLinked(parts: Opening, song: Song): void {
  const { drafting, studio } = parts;
  const mine = drafting.mine();
  const [kept] = drafting.shelf.list();
  openLinked(studio, song);
  parts.opened();
  if (mine) drafting.replace(mine);
  tellKept(parts, kept);
  clearAddress();
}

/** A link that is opened where the studio is open already. */
export function followLinks(parts: Opening): void {
  addEventListener("hashchange", () => void follow(parts));
}

async function follow(parts: Opening): Promise<void> {
  const { studio, opened } = parts;
  const found = await linkedSong(location.hash);
  if (!found) return;
  if ("fault" in found) return studio.messages.notice("bad", found.fault);
  openLinked(studio, found.song);
  opened();
  clearAddress();
}

async function beginAsked(parts: Opening): Promise<KeptView | null> {
  const { drafting } = parts;
  const source = askedFor(location.search);
  const mine = drafting.mine();
  const shelf = drafting.shelf.list();
  const found = beginning(source, mine, shelf);
  if (found.kind === "draft") goOn(parts, found.shelved, source);
  else if (found.kind === "asked" && (await openSource(parts, found.source, isTouched))) {
    if (mine) drafting.replace(mine);
    tellKept(parts, shelf[0]);
  } else if (source) return null;
  clearAddress();
  return found.kind === "draft" ? viewOf(found.shelved.draft) : null;
}

/** From here on the draft is the song: loaded again, the address asks for nothing any more. */
function clearAddress(): void {
  history.replaceState(history.state, "", location.pathname + keptSearch(location.search));
}

const viewOf = ({ look }: Draft): KeptView | null => look?.view ?? null;

/** Opens a draft as it was left, with its takes. */
export function openShelved(parts: Opening, shelved: Shelved): void {
  parts.drafting.resume(shelved);
  void parts.generating.restore();
}

/** Opens a draft from the list: this browser's, or the site's. */
export async function openRow(parts: Opening, { here, there }: DraftRow): Promise<void> {
  if (here) {
    openShelved(parts, here);
    parts.opened(viewOf(here.draft));
  } else if (there) await openThere(parts, there.key);
}

/** Opens the site's draft as it is there. */
export async function openThere(parts: Opening, key: string): Promise<void> {
  const { there, drafting, studio } = parts;
  if (!there) return;
  try {
    const { line, draft, song } = await fetchDraft(there.site, key);
    drafting.take(line, draft, song);
    void parts.generating.restore();
    parts.opened(viewOf(draft));
    studio.messages.say(`${draft.title || "The untitled draft"} is open`);
  } catch (error) {
    explain(studio.messages, error);
  }
}

/** Where another browser went on with the draft that is open here, and nothing was done since. */
export async function catchUp(parts: Opening, rows: readonly SiteDraft[]): Promise<void> {
  const { drafting, there, studio } = parts;
  const row = rows.find(({ key }) => key === drafting.line);
  if (!row || !there || !drafting.whole || !isAhead(row, drafting, there.writer)) return;
  await openThere(parts, row.key);
  studio.messages.notice("plain", CAUGHT_UP);
}

/** The site has a version of another browser: what is here has become a copy. */
export function tellConflict(parts: Opening, line: string): void {
  const act = (): void => void openThere(parts, line);
  parts.studio.messages.notice("warn", CONFLICT, { label: "Open the other", act });
}

/** Another page has this song open, and had it first. */
export function tellTaken({ drafting, studio }: Pick<Opening, "drafting" | "studio">): void {
  drafting.fork(false);
  studio.messages.notice("warn", TAKEN);
}

/** True when it was to be had. Where one is `busy` by then, it is offered only. */
async function openSource(
  parts: Opening,
  source: string,
  busy: (state: StudioState) => boolean = () => false,
): Promise<boolean> {
  const { studio, saving, presets, opened } = parts;
  const [kind, ...rest] = source.split(":");
  const name = rest.join(":");
  if (kind !== "preset") return saving.open(name, kind === "remix");
  const preset = (await presets).find(({ slug }) => slug === name);
  if (!preset) {
    studio.messages.notice("plain", NO_MELODY);
    return false;
  }
  const open = (): void => {
    openPreset(studio, preset);
    opened();
  };
  // It came late, and somebody has begun without it.
  if (busy(studio.state)) {
    const words = `${preset.title} has come. What you have begun stays one Undo away.`;
    studio.messages.notice("plain", words, { label: "Open it", act: open });
  } else open();
  return true;
}

function goOn(parts: Opening, shelved: Shelved, source: string | null): void {
  const { draft, song } = shelved;
  openShelved(parts, shelved);
  const [other] = parts.drafting.shelf.list().filter(({ key }) => key !== shelved.key);
  const notes = plural(noteCount(song), "note");
  parts.studio.messages.notice(
    "plain",
    `Your draft from ${ago(draft.at)} is back: ${draft.title || "untitled"}, ${notes}.`,
    afresh(parts, source),
    other ? openOther(parts, other) : null,
  );
}

function afresh(parts: Opening, source: string | null): Action {
  if (!source) return { label: "Start with an empty song", act: parts.startEmpty };
  const melody = source.startsWith("preset:");
  const label = melody ? "Start from the melody as it was" : "Open the saved song instead";
  return { label, act: () => void openSource(parts, source) };
}

function tellKept(parts: Opening, kept: Shelved | undefined): void {
  if (!kept || !worked(kept.draft)) return;
  const text = `Your draft of ${kept.draft.title || "an untitled song"} is kept in this browser.`;
  parts.studio.messages.notice("plain", text, openOther(parts, kept));
}

function openOther(parts: Opening, { key, draft }: Shelved): Action {
  const act = (): void => {
    const found = parts.drafting.shelf.latest(key);
    if (!found) return parts.studio.messages.say("That draft is not here any more.");
    openShelved(parts, found);
    parts.opened(viewOf(found.draft));
    return undefined;
  };
  return { label: `Open ${short(draft.title) || "the untitled one"} from ${ago(draft.at)}`, act };
}

/** As much of a title as a button holds. */
const short = (title: string): string => (title.length > 40 ? `${title.slice(0, 39)}…` : title);

/** Another page has changed the song that is open here. */
export function tellOther(parts: Opening, key: string): void {
  const other = parts.drafting.shelf.read(key);
  if (!other) return;
  parts.drafting.fork(false);
  parts.studio.messages.notice("warn", OTHER_TAB, openOther(parts, other));
}
