import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf } from "../../src/studio/draftform.ts";
import type { Shelved } from "../../src/studio/shelf.ts";
import { rowsOf, type SiteDraft } from "../../src/studio/sitedrafts.ts";
import { newState } from "../../src/studio/state.ts";
import { note, songWith } from "./instruments.ts";

const LINE = "11111111-1111-4111-8111-111111111111";

function here(at: number, site: { version: number; whole: boolean } | null = null): Shelved {
  const draft = { ...draftOf(newState(), at), title: "Here", site };
  return { key: `chartbusters.draft.${LINE}.page.1`, draft, song: songWith(note(0)) };
}

function there(values: Partial<SiteDraft> = {}): SiteDraft {
  const origin = { kind: "edited", job: null } as const;
  const plain = { key: LINE, title: "There", notes: 2, base: null, origin, version: 1 };
  return { ...plain, writer: "me", updated_at: new Date(5_000).toISOString(), ...values };
}

const told = (shelf: Shelved[], site: SiteDraft[]): unknown[] =>
  rowsOf(shelf, site, "me").map((row) => [row.title, row.here !== null, row.there !== null]);

test("a song that lies in both places is one row", () => {
  assert.deepEqual(told([here(9_000, { version: 1, whole: true })], [there()]), [
    ["Here", true, true],
  ]);
});

test("what lies on the site alone stands among the others, the last first", () => {
  const other = there({ key: LINE.replaceAll("1", "2") });
  assert.deepEqual(told([here(9_000)], [other]), [
    ["Here", true, false],
    ["There", false, true],
  ]);
  assert.deepEqual(told([here(1_000)], [other])[0], ["There", false, true]);
});

test("where another browser went on the site's is told; what it lacks stays beside it", () => {
  const ahead = there({ writer: "other", version: 2 });
  assert.deepEqual(told([here(1_000, { version: 1, whole: true })], [ahead]), [
    ["There", false, true],
  ]);
  assert.deepEqual(told([here(1_000, { version: 1, whole: false })], [ahead]), [
    ["There", false, true],
    ["Here", true, false],
  ]);
});
