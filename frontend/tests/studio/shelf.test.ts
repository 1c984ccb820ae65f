import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { emptySong, toDocument } from "../../src/music/song.ts";
import { beginning, type Draft, MOST_DRAFTS, Shelf } from "../../src/studio/shelf.ts";
import { Drawer } from "./instruments.ts";

const song = addNotes(emptySong(), 0, [{ onset: 0, pitch: 60, length: 960, velocity: 80 }]).song;
const draft = (title: string, values: Partial<Draft> = {}): Draft => ({
  version: 2,
  title,
  document: toDocument(song),
  at: 1,
  source: null,
  origin: { kind: "edited" },
  composition: null,
  edited: true,
  steps: null,
  takes: [],
  lastTake: 0,
  job: null,
  ...values,
});
const titles = (shelf: Shelf): string[] => shelf.list().map((each) => each.draft.title);

test("a page's states take the place of one another", () => {
  const shelf = new Shelf(new Drawer(), "page");
  const first = shelf.put("line", draft("one"), null);
  shelf.put("line", draft("two"), first);
  assert.deepEqual(titles(shelf), ["two"]);
});

test("two pages that go on from one state keep both", () => {
  const store = new Drawer();
  const [one, other] = [new Shelf(store, "one"), new Shelf(store, "other")];
  const start = one.put("line", draft("start"), null);
  const mine = one.put("line", draft("mine", { at: 2 }), start);
  const theirs = other.put("line", draft("theirs", { at: 3 }), start);
  one.put("line", draft("mine again", { at: 4 }), mine);
  other.put("line", draft("theirs again", { at: 5 }), theirs);
  assert.deepEqual(titles(one), ["theirs again", "mine again"]);
});

test("a state that another page went on from is found by what came out of it", () => {
  const store = new Drawer();
  const start = new Shelf(store, "one").put("line", draft("start"), null) as string;
  const other = new Shelf(store, "other");
  other.put("line", draft("went on"), start);
  assert.equal(other.latest(start)?.draft.title, "went on");
});

test("the oldest go when there are too many", () => {
  const shelf = new Shelf(new Drawer(), "page");
  for (let at = 0; at < MOST_DRAFTS + 3; at += 1)
    shelf.put(`line${at}`, draft(`song ${at}`, { at }), null);
  assert.equal(titles(shelf).length, MOST_DRAFTS);
  assert.equal(titles(shelf).at(-1), "song 3");
});

test("where there is little room the steps go before any song does", () => {
  const steps = { label: "", past: [{ label: "x".repeat(3_000), change: {} }], future: [] };
  const store = new Drawer(5_000);
  const shelf = new Shelf(store, "page");
  shelf.put("old", draft("old", { steps, at: 1 }), null);
  assert.ok(shelf.put("new", draft("new", { steps, at: 2 }), null));
  assert.deepEqual(
    shelf.list().map((each) => [each.draft.title, each.draft.steps !== null]),
    [
      ["new", true],
      ["old", false],
    ],
  );
});

test("where there is no room what was there stays, and one is told", () => {
  const store = new Drawer();
  const shelf = new Shelf(store, "page");
  const kept = shelf.put("line", draft("kept"), null);
  store.room = 100;
  assert.equal(shelf.put("line", draft("too much"), kept), null);
  assert.deepEqual(titles(shelf), ["kept"]);
});

test("a browser that keeps nothing has no drafts", () => {
  const shelf = new Shelf(null, "page");
  assert.equal(shelf.put("line", draft("gone"), null), null);
  assert.deepEqual(titles(shelf), []);
});

test("what is no draft of ours is left alone", () => {
  const store = new Drawer();
  for (const text of ["{", "null", "[]", '{"version":2}', '{"version":9}'])
    store.setItem(`chartbusters.draft.l.p.${text.length}`, text);
  assert.deepEqual(titles(new Shelf(store, "page")), []);
  assert.ok(store.length > 0);
});

test("drafts of before there was a shelf are taken in", () => {
  const store = new Drawer();
  store.setItem(
    "chartbusters.draft",
    JSON.stringify({ title: "old", document: toDocument(song), at: 7, composition: null }),
  );
  const shelf = new Shelf(store, "page");
  shelf.adopt(["chartbusters.draft", "chartbusters.draft-before"]);
  shelf.adopt(["chartbusters.draft", "chartbusters.draft-before"]);
  assert.deepEqual(titles(shelf), ["old"]);
});

const shelved = (values: Partial<Draft>) => ({ key: "k", song, draft: draft("kept", values) });

test("without a wish the tab's own draft comes first, then the last of the shelf", () => {
  const [mine, newest] = [shelved({}), shelved({ at: 9 })];
  assert.deepEqual(beginning(null, mine, [newest, mine]), { kind: "draft", shelved: mine });
  assert.deepEqual(beginning(null, null, [newest, mine]), { kind: "draft", shelved: newest });
  assert.deepEqual(beginning(null, null, []), { kind: "nothing" });
});

test("an edited draft of what the address asks for wins over it", () => {
  const edited = shelved({ source: "preset:ode" });
  assert.deepEqual(beginning("preset:ode", null, [shelved({ at: 9 }), edited]), {
    kind: "draft",
    shelved: edited,
  });
});

test("so does one with takes, or with a take in the making", () => {
  const takes = [{ number: 1, name: "Chorale", job: "j", of: 0, current: true }];
  const job = { id: "j", title: "Chorale", current: true };
  for (const values of [{ takes }, { job }]) {
    const kept = shelved({ source: "preset:ode", edited: false, ...values });
    assert.equal(beginning("preset:ode", kept, [kept]).kind, "draft");
  }
});

test("any other draft stays on the shelf", () => {
  for (const other of [
    shelved({ source: "preset:other" }),
    shelved({ source: "preset:ode", edited: false }),
  ]) {
    assert.deepEqual(beginning("preset:ode", other, [other]), {
      kind: "asked",
      source: "preset:ode",
    });
  }
});
