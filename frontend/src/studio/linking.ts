/** The song in a link: copied out of the studio, and opened in it as a draft of its own. */
import { noteCount, type Song } from "../music/song.ts";
import { plural } from "../music/words.ts";
import { fragmentOf, MOST_LETTERS, songIn } from "../songlink/link.ts";
import { NoSong } from "../songlink/packing.ts";
import type { Messages } from "./messages.ts";
import { noticeForNow } from "./passing.ts";
import type { Studio } from "./studio.ts";

const EMPTY = "There are no notes for a link yet.";
const COPIED =
  "Link copied. The song itself is in it: whoever opens it gets a copy, and nothing is stored on " +
  "the site.";
const BY_HAND = "This browser does not let the page copy. Copy the link from the address above.";
const SAFE = "What you have here is safe; ask for the link once more, or for a MIDI file.";

/** What of the page a link needs. */
export interface Linked {
  readonly address: () => string; // of the studio, without what comes after #
  readonly copy: (text: string) => Promise<void>;
  readonly show: (fragment: string) => void; // in the bar where addresses stand
  readonly save: () => Promise<void>;
}

export const pageLinked = (save: () => Promise<void>): Linked => ({
  address: () => location.origin + location.pathname,
  copy: (text) => navigator.clipboard.writeText(text),
  show: (fragment) => history.replaceState(history.state, "", fragment),
  save,
});

export async function copyLink(studio: Studio, page: Linked): Promise<void> {
  const { messages } = studio;
  const song = { ...studio.song, title: studio.state.piece.title.trim() };
  if (noteCount(song) === 0) return noticeForNow(studio, "plain", EMPTY);
  const fragment = await fragmentOf(song);
  if (fragment.length > MOST_LETTERS) return tellTooLarge(messages, fragment.length, page);
  try {
    await page.copy(page.address() + fragment);
    messages.notice("good", COPIED);
    messages.say("Link copied");
  } catch {
    page.show(fragment);
    messages.notice("warn", BY_HAND);
  }
  return undefined;
}

function tellTooLarge(messages: Messages, letters: number, { save }: Linked): void {
  const most = MOST_LETTERS.toLocaleString("en");
  const words = `This song is too large for a link: ${letters.toLocaleString("en")} letters; the`;
  const text = `${words} limit is ${most}. Save it, and share its page instead.`;
  messages.notice("plain", text, { label: "Save", primary: true, act: () => void save() });
}

/** What an address holds after #: a song, or why it is none. */
export type Found = { readonly song: Song } | { readonly fault: string };

/** Null where there is nothing of ours. */
export async function linkedSong(fragment: string): Promise<Found | null> {
  try {
    const song = await songIn(fragment);
    return song && { song };
  } catch (error) {
    if (!(error instanceof NoSong)) throw error;
    return { fault: `The song in this link cannot be opened: ${error.message}. ${SAFE}` };
  }
}

export function openLinked(studio: Studio, song: Song): void {
  const title = song.title || "Untitled song";
  studio.open(song, title, { origin: { kind: "edited" } }, `Open ${title}`);
  studio.messages.say(`${title} is open, ${plural(noteCount(song), "note")}`);
}
