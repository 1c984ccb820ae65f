import assert from "node:assert/strict";
import { test } from "node:test";
import { newKey } from "../../src/api.ts";
import { addNotes } from "../../src/music/edits.ts";
import { fetchDraft } from "../../src/studio/sitedrafts.ts";
import { after, draw, page, Rows, settle, timed } from "./devices.ts";
import { note, refusal } from "./instruments.ts";

timed("a change is sent some seconds later, and five seconds apart at least", async () => {
  const site = new Rows();
  const { studio, syncing } = page(site, "here");
  draw(studio, 0);
  await after(1_400);
  assert.equal(site.asked, 0);
  await after(200);
  assert.deepEqual([site.asked, syncing.stand.kind, site.notes()], [1, "saved", [1]]);
  for (let onset = 1; onset < 40; onset += 1) {
    draw(studio, onset * 960);
    await after(250);
  }
  assert.ok(site.asked <= 3, `${site.asked} sent in ten seconds`);
  await after(5_000);
  assert.deepEqual(site.notes(), [40]);
});

timed("what has not changed is not sent again", async () => {
  const site = new Rows();
  const { studio } = page(site, "here");
  draw(studio, 0);
  await after(60_000);
  assert.equal(site.asked, 1);
});

timed("a page that goes sends at once, and the next one knows the version", async () => {
  const site = new Rows();
  const first = page(site, "here");
  draw(first.studio, 0);
  first.events.dispatchEvent(new Event("pagehide"));
  await settle();
  assert.deepEqual(site.notes(), [1]);
  const again = page(site, "here", first.local, first.tab);
  const mine = again.drafting.mine();
  assert.ok(mine);
  again.drafting.resume(mine);
  assert.equal(again.drafting.whole, true);
  await after(60_000);
  assert.equal(site.asked, 1);
});

timed("without a line changes wait, and go when it is back", async () => {
  const site = new Rows();
  const { studio, syncing, events, drafting } = page(site, "here");
  site.fail = () => {
    throw refusal(0, "offline");
  };
  draw(studio, 0);
  await after(2_000);
  assert.equal(syncing.stand.kind, "waiting");
  draw(studio, 960);
  await after(600_000);
  assert.equal(drafting.shelf.list().length, 1);
  site.fail = () => {};
  events.dispatchEvent(new Event("online"));
  await after(1);
  assert.deepEqual([syncing.stand.kind, site.notes()], ["saved", [2]]);
});

timed("what another browser wrote is not overwritten: both are kept", async () => {
  const site = new Rows();
  const here = page(site, "here");
  draw(here.studio, 0);
  await after(2_000);
  const { line } = here.drafting;
  const there = page(site, "there");
  const { draft, song } = await fetchDraft(site, line);
  there.drafting.take(line, draft, song);
  draw(there.studio, 960);
  await after(6_000);
  draw(here.studio, 1920);
  draw(here.studio, 2880);
  await after(6_000);
  assert.deepEqual(here.conflicts, [line]);
  await after(6_000);
  assert.deepEqual(site.notes().toSorted(), [2, 3]);
  assert.equal(site.rows.get(line)?.notes, 2);
  assert.equal(here.studio.state.piece.title, "Untitled song (copy)");
  assert.equal(here.drafting.shelf.list().length, 1);
});

timed("a song that was only looked at is nobody's draft", async () => {
  const site = new Rows();
  const { studio } = page(site, "here");
  const song = addNotes(studio.song, 0, [note(0)]).song;
  studio.open(song, "Ode", { origin: { kind: "preset" }, source: "preset:ode" }, "Open Ode");
  await after(60_000);
  assert.equal(site.asked, 0);
});

timed("another song sends what one leaves under its own key", async () => {
  const site = new Rows();
  const { studio, drafting } = page(site, "here");
  draw(studio, 0);
  const { line } = drafting;
  const song = addNotes(studio.song, 0, [note(960), note(1920)]).song;
  studio.open(song, "Next", { origin: { kind: "imported" } }, "Import Next");
  await after(6_000);
  assert.equal(site.rows.get(line)?.notes, 1);
  assert.deepEqual(site.notes(), [1, 3]);
  assert.notEqual(drafting.line, line);
});

timed("a refusal is told and not asked again and again", async () => {
  const site = new Rows();
  const { studio, syncing } = page(site, "here");
  site.fail = () => {
    throw refusal(409, "too_many_drafts", "Sixty are enough.");
  };
  draw(studio, 0);
  await after(60_000);
  assert.deepEqual(syncing.stand, { kind: "refused", message: "Sixty are enough." });
  assert.equal(site.asked, 1);
});

test("keys are UUIDs, with and without the browser's own", () => {
  const form = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
  assert.match(newKey(), form);
  Object.defineProperty(globalThis.crypto, "randomUUID", { value: undefined, configurable: true });
  try {
    assert.match(newKey(), form);
  } finally {
    Reflect.deleteProperty(globalThis.crypto, "randomUUID");
  }
});
