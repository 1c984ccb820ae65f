/** The draft in this browser: written after every change, never overwritten by an empty song. */
import { fromDocument, noteCount, type Song, type SongDocument, toDocument } from "../music/song.ts";
import { byId, remember, remembered } from "./page.ts";
import type { Studio } from "./studio.ts";

const WRITE_AFTER_MS = 800;

export interface Draft {
  readonly title: string;
  readonly document: SongDocument;
  readonly at: number; // milliseconds since 1970
  readonly composition: { id: string; url: string } | null;
}

export interface Kept {
  readonly draft: Draft;
  readonly song: Song;
}

/** The draft, or the one that another song took the place of. */
export function readDraft(which: "draft" | "draft-before" = "draft"): Kept | null {
  const draft = remembered<Draft | null>(which, null);
  if (!draft) return null;
  try {
    const song = fromDocument(draft.document);
    return noteCount(song) > 0 ? { draft, song } : null;
  } catch {
    return null; // written by another version
  }
}

/** Puts the draft aside: another song is about to be the draft. */
export function setDraftAside(): void {
  const kept = readDraft();
  if (kept) remember("draft-before", kept.draft);
}

/** Keeps the draft; returns a function that writes it at once. */
export function bindDraft(studio: Studio, composition: () => Draft["composition"]): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let written: Song | null = studio.own;
  const write = (): void => {
    clearTimeout(waiting);
    if (studio.isEmpty || studio.own === written) return;
    written = studio.own;
    const draft: Draft = { title: studio.title, document: toDocument(studio.own), at: Date.now(), composition: composition() };
    byId("draft-state").textContent = remember("draft", draft)
      ? "Draft kept in this browser"
      : "This browser keeps no drafts: save or export before you leave";
  };
  studio.on(["song", "saved"], () => {
    clearTimeout(waiting);
    waiting = setTimeout(write, WRITE_AFTER_MS);
  });
  window.addEventListener("pagehide", write);
  return write;
}

export function ago(at: number): string {
  const minutes = Math.round((Date.now() - at) / 60_000);
  if (minutes < 1) return "a moment ago";
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`;
}
