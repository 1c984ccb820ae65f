/** The drafts that the site keeps for a person: listed beside the browser's own, and opened. */
import type * as api from "../api.ts";
import { fromDocument, noteCount, type Song, type SongDocument } from "../music/song.ts";
import { readBeside } from "./draftleft.ts";
import type { OnSite } from "./piece.ts";
import { type Draft, placeOf, type Shelved } from "./shelf.ts";

/** A draft as the site lists it. */
export interface SiteDraft {
  key: string;
  title: string;
  notes: number;
  base: { composition: string; revision: number | null; title: string; url: string } | null;
  origin: { kind: "preset" | "recorded" | "imported" | "edited" | "generated"; job: string | null };
  version: number;
  writer: string;
  updated_at: string;
}

interface WholeDraft extends SiteDraft {
  document: SongDocument;
  left: unknown;
}

export type SitesDrafts = Pick<typeof api, "get" | "list" | "remove">;

/** One song that somebody works on, wherever it lies. */
export interface DraftRow {
  readonly title: string;
  readonly notes: number;
  readonly at: number; // milliseconds since 1970
  readonly here: Shelved | null; // on this browser's shelf
  readonly there: SiteDraft | null;
}

/**
 * Both lists as one, the last touched first. A song that lies here and there is one row, unless
 * another browser went on with it: then each is one, or the site's alone where it holds all that
 * lies here.
 */
export function rowsOf(
  here: readonly Shelved[],
  there: readonly SiteDraft[],
  writer: string,
): DraftRow[] {
  const onSite = new Map(there.map((row) => [row.key, row]));
  const own = here.flatMap((shelved): DraftRow[] => {
    const row = onSite.get(placeOf(shelved.key)?.line ?? "");
    const ahead = row !== undefined && isAhead(row, shelved.draft, writer);
    if (ahead && shelved.draft.site?.whole) return [];
    if (row && !ahead) onSite.delete(row.key);
    const { title, at } = shelved.draft;
    const notes = noteCount(shelved.song);
    return [{ title, notes, at, here: shelved, there: ahead ? null : (row ?? null) }];
  });
  const others = [...onSite.values()].map((row): DraftRow => {
    const { title, notes, updated_at } = row;
    return { title, notes, at: Date.parse(updated_at), here: null, there: row };
  });
  return [...own, ...others].toSorted((a, b) => b.at - a.at);
}

/** Whether another browser has gone on from what lies here. */
export const isAhead = (row: SiteDraft, { site }: Pick<Draft, "site">, writer: string): boolean =>
  row.writer !== writer && row.version > (site?.version ?? 0);

/** The site's draft as one goes on with it here. */
export async function fetchDraft(
  site: Pick<SitesDrafts, "get">,
  key: string,
): Promise<{ line: string; draft: Draft; song: Song }> {
  const found = await site.get<WholeDraft>(`drafts/${key}/`);
  const song = fromDocument(found.document);
  const { title, document, version, origin, updated_at } = found;
  const composition = baseOf(found);
  const { look, ...beside } = readBeside(song, found.left);
  const draft: Draft = {
    version: 2,
    title,
    document,
    composition,
    at: Date.parse(updated_at),
    source: composition && `composition:${composition.id}`,
    origin: { kind: origin.kind, ...(origin.job ? { job: origin.job } : {}) },
    edited: true,
    steps: null,
    takes: [],
    lastTake: 0,
    job: null,
    ...beside,
    site: { version, whole: true },
    ...(look ? { look } : {}),
  };
  return { line: key, draft, song };
}

function baseOf({ base }: SiteDraft): OnSite | null {
  if (!base) return null;
  const { composition, title, url, revision } = base;
  return { id: composition, title, url, ...(revision ? { revision } : {}) };
}
