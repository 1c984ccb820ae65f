/**
 * What the studio opens with: the draft of this tab, what the address asks for, or nothing. And
 * drafts opened later.
 */
import type { Preset } from "../api.ts";
import { noteCount, type Song } from "../music/song.ts";
import { plural } from "../music/words.ts";
import { keptSearch } from "./bound.ts";
import { ago, type Drafting } from "./draft.ts";
import type { Generating } from "./generating.ts";
import { linkedSong, openLinked } from "./linking.ts";
import { openPreset } from "./melodies.ts";
import type { Action } from "./messages.ts";
import type { Saving } from "./saving.ts";
import { beginning, type Shelved, worked } from "./shelf.ts";
import { isTouched, type StudioState } from "./state.ts";
import type { Studio } from "./studio.ts";

export interface Opening {
  readonly studio: Studio;
  readonly drafting: Drafting;
  readonly saving: Saving;
  readonly generating: Generating;
  readonly presets: Promise<readonly Preset[]>;
  readonly opened: () => void;
  readonly startEmpty: () => void;
}

const NO_MELODY =
  "This melody is not to be had just now. Your drafts are safe; take another one below, or load " +
  "the page again.";
const OTHER_TAB =
  "This song was changed in another tab too. Both versions are kept in this browser; here you go " +
  "on with yours.";

/**
 * "preset:ode-to-joy", "composition:…" or "remix:…", as the address asks; null when it asks for
 * nothing.
 */
export function askedFor(search: string): string | null {
  const asked = new URLSearchParams(search);
  const kind = ["composition", "remix", "preset"].find((name) => asked.get(name));
  return kind ? `${kind}:${asked.get(kind)}` : null;
}

export async function begin(parts: Opening): Promise<void> {
  const found = await linkedSong(location.hash);
  if (found && "song" in found) return beginLinked(parts, found.song);
  await beginAsked(parts);
  if (found) parts.studio.messages.notice("bad", found.fault);
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

async function beginAsked(parts: Opening): Promise<void> {
  const { drafting } = parts;
  const source = askedFor(location.search);
  const mine = drafting.mine();
  const shelf = drafting.shelf.list();
  const found = beginning(source, mine, shelf);
  if (found.kind === "draft") goOn(parts, found.shelved, source);
  else if (found.kind === "asked" && (await openSource(parts, found.source, isTouched))) {
    if (mine) drafting.replace(mine);
    tellKept(parts, shelf[0]);
  } else if (source) return;
  clearAddress();
}

/** From here on the draft is the song: loaded again, the address asks for nothing any more. */
function clearAddress(): void {
  history.replaceState(history.state, "", location.pathname + keptSearch(location.search));
}

/** Opens a draft as it was left, with its takes. */
export function openShelved(parts: Opening, shelved: Shelved): void {
  parts.drafting.resume(shelved);
  void parts.generating.restore();
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
    parts.opened();
    return undefined;
  };
  return { label: `Open ${draft.title || "the untitled one"} from ${ago(draft.at)}`, act };
}

/** Another page has changed the song that is open here. */
export function tellOther(parts: Opening, key: string): void {
  const other = parts.drafting.shelf.read(key);
  if (other) parts.studio.messages.notice("warn", OTHER_TAB, openOther(parts, other));
}
