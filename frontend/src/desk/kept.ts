/** What was typed into a form and not saved, as a browser keeps it. */

export type Fields = readonly (readonly [string, string])[];

interface Kept {
  version: string;
  typed: Fields;
}

/** The word to keep; nothing where the fields are as the site has sent them. */
export const written = (version: string, typed: Fields, sent: Fields): string | null =>
  same(typed, sent) ? null : JSON.stringify({ version, typed } satisfies Kept);

/**
 * What to put back into a form that shows `now`: nothing where it stands there already, or where
 * something else was saved since, which must not be overwritten.
 */
export function restored(text: string | null, version: string, now: Fields): Fields | null {
  const kept = read(text);
  return kept?.version === version && !same(kept.typed, now) ? kept.typed : null;
}

function read(text: string | null): Kept | null {
  try {
    const found = JSON.parse(text ?? "null") as Partial<Kept> | null;
    return found && areFields(found.typed) ? (found as Kept) : null;
  } catch {
    return null;
  }
}

const areFields = (value: unknown): boolean => Array.isArray(value) && value.every(isPair);

const isPair = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((word) => typeof word === "string");

const same = (one: Fields, other: Fields): boolean => JSON.stringify(one) === JSON.stringify(other);
