import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { emptySong } from "../../src/music/song.ts";
import { undo } from "../../src/studio/changes.ts";
import { Drafting } from "../../src/studio/draft.ts";
import type { Shelved } from "../../src/studio/shelf.ts";
import { ownSong } from "../../src/studio/state.ts";
import type { Studio } from "../../src/studio/studio.ts";
import { layTake, setJob } from "../../src/studio/takes.ts";
import { Drawer, note, quietStudio, songWith, takeOf } from "./instruments.ts";

const ode = songWith(note(0));
const from = { origin: { kind: "preset" }, source: "preset:ode" } as const;

/** A page on a browser's storage; `tab` outlives it when it is loaded again. */
function page(local: Drawer | null, tab: Drawer | null = new Drawer()) {
  const events = new EventTarget();
  const { studio } = quietStudio();
  const told: boolean[] = [];
  const keeper = { local, tab, events, hidden: () => false };
  const drafting = new Drafting(studio, keeper, (kept) => told.push(kept));
  return { studio, drafting, events, told, tab };
}

function draw(studio: Studio, onset: number): void {
  studio.apply(addNotes(studio.song, 0, [note(onset)]).song, "Add note");
}

const notes = ({ song }: Shelved): number => song.tracks[0]?.notes.length ?? 0;

/** Another page has written: browsers tell the others so. */
function tellStorage(events: EventTarget, key: string, newValue: string | null): void {
  events.dispatchEvent(Object.assign(new Event("storage"), { key, newValue }));
}

test("what one draws is written after a moment, once", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const local = new Drawer();
    const { studio, told } = page(local);
    draw(studio, 0);
    draw(studio, 960);
    assert.equal(local.length, 0);
    mock.timers.tick(800);
    assert.equal(local.length, 1);
    assert.deepEqual(told, [true]);
    mock.timers.tick(10_000);
    assert.equal(told.length, 1);
  } finally {
    mock.timers.reset();
  }
});

test("a page that goes writes at once", () => {
  const local = new Drawer();
  const { studio, drafting, events } = page(local);
  draw(studio, 0);
  events.dispatchEvent(new Event("pagehide"));
  assert.equal(drafting.shelf.list().length, 1);
});

test("an empty song is never written, not even over another", () => {
  const local = new Drawer();
  const { studio, drafting } = page(local);
  draw(studio, 0);
  drafting.write();
  studio.change(undo);
  assert.equal(drafting.write(), true);
  assert.deepEqual(drafting.shelf.list().map(notes), [1]);
});

test("a page that is loaded again goes on with its song, its steps and its takes", () => {
  const local = new Drawer();
  const first = page(local);
  first.studio.open(ode, "Ode", from, "Open Ode");
  draw(first.studio, 960);
  first.studio.change(layTake, takeOf(songWith(note(7)), ownSong(first.studio.state)));
  first.studio.change(setJob, { id: "9", title: "Chorale", input: ode });
  first.drafting.write();

  const again = page(local, first.tab);
  const mine = again.drafting.mine();
  assert.ok(mine);
  again.drafting.resume(mine);
  const { state } = again.studio;
  assert.equal(state.piece.title, "Ode");
  assert.equal(state.piece.source, "preset:ode");
  assert.deepEqual(
    state.awaited.map(({ number, job, current }) => [number, job, current]),
    [[1, "job", true]],
  );
  assert.deepEqual([state.job?.id, state.job?.input], ["9", null]); // only the site knows
  again.studio.change(undo);
  assert.equal(ownSong(again.studio.state).tracks[0]?.notes.length, 1);
});

test("another song in which one has done something leaves the first on the shelf", () => {
  const { studio, drafting } = page(new Drawer());
  studio.open(ode, "Ode", from, "Open Ode");
  draw(studio, 960);
  studio.open(songWith(note(5)), "Next", from, "Open Next");
  drafting.write();
  assert.deepEqual(
    drafting.shelf
      .list()
      .map(({ draft }) => draft.title)
      .toSorted(),
    ["Next", "Ode"],
  );
  assert.deepEqual(
    drafting.others().map(({ draft }) => draft.title),
    ["Ode"],
  );
});

test("a melody that was only looked at makes room", () => {
  const { studio, drafting } = page(new Drawer());
  studio.open(ode, "Ode", from, "Open Ode");
  drafting.write();
  studio.open(songWith(note(5)), "Next", from, "Open Next");
  drafting.write();
  assert.deepEqual(
    drafting.shelf.list().map(({ draft }) => draft.title),
    ["Next"],
  );
});

test("what another page makes of the same song is told once, and overwrites nothing", () => {
  const local = new Drawer();
  const first = page(local);
  draw(first.studio, 0);
  first.drafting.write();
  const second = page(local, first.tab);
  second.drafting.resume(second.drafting.mine() as Shelved);
  const told: string[] = [];
  first.drafting.onOther((key) => told.push(key));
  for (const onset of [960, 1920]) {
    const before = new Set(local.texts.keys());
    draw(second.studio, onset);
    second.drafting.write();
    for (const key of local.texts.keys()) {
      if (!before.has(key)) tellStorage(first.events, key, local.getItem(key));
    }
  }
  assert.equal(told.length, 1);
  draw(first.studio, 9_600);
  first.drafting.write();
  assert.deepEqual(first.drafting.shelf.list().map(notes).toSorted(), [2, 3]);
});

test("a page that the Back button wakes learns what came after it", () => {
  const local = new Drawer();
  const first = page(local);
  draw(first.studio, 0);
  first.drafting.write();
  const second = page(local, first.tab);
  second.drafting.resume(second.drafting.mine() as Shelved);
  draw(second.studio, 960);
  second.drafting.write();
  const told: string[] = [];
  first.drafting.onOther((key) => told.push(key));
  first.events.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.equal(told.length, 1);
});

test("a browser that keeps nothing says so, and the studio goes on", () => {
  for (const local of [null, new Drawer(10)]) {
    const { studio, drafting, told } = page(local, null);
    draw(studio, 0);
    assert.equal(drafting.write(), false);
    assert.deepEqual(told, [false]);
    assert.equal(drafting.mine(), null);
  }
});

test("an empty studio has nothing to write", () => {
  const { studio, drafting } = page(new Drawer());
  assert.deepEqual(ownSong(studio.state).tracks[0]?.notes, emptySong().tracks[0]?.notes);
  assert.equal(drafting.write(), true);
  assert.deepEqual(drafting.shelf.list(), []);
});

test("a second page that only looks, wherever it scrolls, makes no copy", () => {
  const local = new Drawer();
  const first = page(local);
  draw(first.studio, 0);
  first.drafting.write();
  const second = page(local, first.tab);
  second.drafting.resume(second.drafting.mine() as Shelved);
  second.drafting.fork(false);
  second.drafting.view = () => ({ scrollTick: 9, topPitch: 70, pxPerTick: 1, pxPerPitch: 9 });
  second.drafting.write();
  assert.deepEqual(first.drafting.shelf.list().map(notes), [1]);
  draw(second.studio, 960);
  second.drafting.write();
  const shelf = first.drafting.shelf.list();
  assert.deepEqual(shelf.map(notes).toSorted(), [1, 2]);
  assert.ok(shelf.some(({ draft }) => draft.title === "Untitled song (copy)"));
});

test("what a page had not written when another one went on is a copy at once", () => {
  const local = new Drawer();
  const { studio, drafting } = page(local);
  draw(studio, 0);
  drafting.write();
  draw(studio, 960);
  drafting.fork(false);
  drafting.write();
  assert.deepEqual(drafting.shelf.list().map(notes).toSorted(), [1, 2]);
});
