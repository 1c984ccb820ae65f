import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { Drafting } from "../../src/studio/draft.ts";
import { standWords } from "../../src/studio/standing.ts";
import type { Studio } from "../../src/studio/studio.ts";
import { type Copy, recover, type Vault } from "../../src/studio/vault.ts";
import { Drawer, note, quietStudio } from "./instruments.ts";

/** A database that outlives pages; it writes when it is told to. */
class Safe implements Vault {
  readonly copies = new Map<string, Copy>();
  written: () => void = () => {};

  put(copy: Copy): Promise<void> {
    this.copies.set(copy.key, copy);
    for (const key of copy.replaces) this.copies.delete(key);
    return new Promise((done) => (this.written = done));
  }

  remove = (key: string): void => void this.copies.delete(key);
  all = (): Promise<Copy[]> => Promise.resolve([...this.copies.values()]);
}

function page(local: Drawer, vault: Safe) {
  const { studio } = quietStudio();
  const told: (boolean | string)[] = [];
  const browser = { tab: new Drawer(), events: new EventTarget(), hidden: () => false };
  const keeper = { local, vault, ...browser };
  const drafting = new Drafting(studio, keeper, (kept, durable) => {
    told.push(kept);
    void durable.then(() => told.push("written"));
  });
  return { studio, drafting, told };
}

function draw(studio: Studio, onset: number): void {
  studio.apply(addNotes(studio.song, 0, [note(onset)]).song, "Add note");
}

/** A storage that has not heard of what a page wrote last. */
function behind(before: ReadonlyMap<string, string>): Drawer {
  const drawer = new Drawer();
  for (const [key, text] of before) drawer.setItem(key, text);
  return drawer;
}

const notesOf = (drafting: Drafting): number[] =>
  drafting.shelf.list().map(({ song }) => song.tracks[0]?.notes.length ?? 0);

test("what a killed page took along is put back, and what it replaced goes", async () => {
  const [local, vault] = [new Drawer(), new Safe()];
  const { studio, drafting } = page(local, vault);
  draw(studio, 0);
  drafting.write();
  const before = new Map(local.texts);
  for (const onset of [960, 1920]) {
    draw(studio, onset);
    drafting.write();
  }
  const after = behind(before);
  await recover(after, vault);
  assert.deepEqual(notesOf(page(after, vault).drafting), [3]);
});

test("the storage that has the last state stays as it is, and older copies go", async () => {
  const [local, vault] = [new Drawer(), new Safe()];
  const { studio, drafting } = page(local, vault);
  draw(studio, 0);
  drafting.write();
  const [old] = vault.copies.values();
  draw(studio, 960);
  drafting.write();
  if (old) vault.copies.set(old.key, old);
  const held = [...local.texts];
  await recover(local, vault);
  assert.deepEqual([[...local.texts], vault.copies.size], [held, 1]);
});

test("what was thrown away does not come back", async () => {
  const [local, vault] = [new Drawer(), new Safe()];
  const { studio, drafting } = page(local, vault);
  draw(studio, 0);
  drafting.write();
  for (const { key } of drafting.shelf.list()) drafting.shelf.remove(key);
  await recover(local, vault);
  assert.deepEqual(notesOf(drafting), []);
});

test("a storage without room leaves the copy where it is", async () => {
  const [local, vault] = [new Drawer(), new Safe()];
  const { studio, drafting } = page(local, vault);
  draw(studio, 0);
  drafting.write();
  await recover(new Drawer(10), vault);
  assert.equal(vault.copies.size, 1);
});

test("a draft is called kept when it is written, and not before", async () => {
  const vault = new Safe();
  const { studio, drafting, told } = page(new Drawer(), vault);
  draw(studio, 0);
  assert.ok(drafting.pending);
  drafting.write();
  await Promise.resolve();
  assert.deepEqual([told, drafting.pending], [[true], false]);
  vault.written();
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(told, [true, "written"]);
  assert.equal(standWords({ kind: "none" }, true, true), "Keeping your draft…");
  assert.equal(standWords({ kind: "waiting" }, true, true), "Offline. Keeping your draft…");
  assert.equal(standWords({ kind: "none" }, true), "Draft kept in this browser");
});
