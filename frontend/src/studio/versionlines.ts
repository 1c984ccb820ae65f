/** The lines of a song's history: what Save made, and what Keep left beside it. */
import type { Revision } from "../api.ts";
import type { Origin } from "./take.ts";

/** A state in a song's history that is no revision: for its maker alone. */
export interface Checkpoint {
  id: string;
  name: string;
  pinned: boolean;
  digest: string;
  origin: { kind: Origin["kind"]; job: string | null };
  created_at: string;
}

/** A line of the history: a revision that Save made, or a checkpoint, which only its maker has. */
export interface Line {
  readonly path: string; // below the composition
  readonly number: number | null; // of a revision
  readonly name: string;
  readonly kind: string; // how a revision came to be
  readonly origin: Origin; // that the song has when it is restored
  readonly at: number; // milliseconds since 1970
}

export function titleOf({ number, name }: Line): string {
  if (number === null) return name || "Kept, without a name";
  return name ? `Version ${number}: ${name}` : `Version ${number}`;
}

/** As a sentence names it: version 3, or the checkpoint's own name. */
export const shortOf = (line: Line): string =>
  line.number === null ? `“${titleOf(line)}”` : `version ${line.number}`;

export const lineOfRevision = ({ number, name, kind, created_at }: Revision): Line => ({
  path: `revisions/${number}/`,
  number,
  name,
  kind,
  origin: { kind: "edited" },
  at: Date.parse(created_at),
});

export const lineOfCheckpoint = ({ id, name, origin, created_at }: Checkpoint): Line => ({
  path: `checkpoints/${id}/`,
  number: null,
  name,
  kind: origin.kind,
  origin: { kind: origin.kind, ...(origin.job ? { job: origin.job } : {}) },
  at: Date.parse(created_at),
});

/** Both as one list, the last first. What was saved as it was kept stands there once. */
export function linesOf(
  revisions: readonly Revision[],
  checkpoints: readonly Checkpoint[],
): Line[] {
  const saved = new Set(revisions.map(({ digest }) => digest));
  const kept = checkpoints.filter(({ pinned, digest }) => pinned || !saved.has(digest));
  const lines = [...revisions.map(lineOfRevision), ...kept.map(lineOfCheckpoint)];
  return lines.toSorted((a, b) => b.at - a.at || (b.number ?? 0) - (a.number ?? 0));
}
