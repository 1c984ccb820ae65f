import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { noteCount } from "../../src/music/song.ts";
import { setGrid, undo } from "../../src/studio/changes.ts";
import { besideOf, readBeside } from "../../src/studio/draftleft.ts";
import { fetchDraft } from "../../src/studio/sitedrafts.ts";
import { ownSong } from "../../src/studio/state.ts";
import { layTake, removeTake } from "../../src/studio/takes.ts";
import { after, draw, page, Rows, settle, timed } from "./devices.ts";
import { note, quietStudio, songWith, takeOf } from "./instruments.ts";

const view = { scrollTick: 960, topPitch: 80, pxPerTick: 0.1, pxPerPitch: 12 };

/** A song of three notes with a take beside it, sent from one device. */
async function sent() {
  const site = new Rows();
  const here = page(site, "here");
  here.drafting.view = () => view;
  for (const onset of [0, 960, 1920]) draw(here.studio, onset);
  const own = ownSong(here.studio.state);
  here.studio.change(layTake, takeOf(songWith(note(7)), own, { number: 2 }));
  here.studio.change(setGrid, 120);
  await after(2_000);
  return { site, here, line: here.drafting.line };
}

/** The same draft, opened on another device. */
async function opened(site: Rows, line: string) {
  const there = page(site, "there");
  const { draft, song } = await fetchDraft(site, line);
  there.drafting.take(line, draft, song);
  return there;
}

timed("another device goes on with undo, takes and place", async () => {
  const { site, line } = await sent();
  const { studio } = await opened(site, line);
  assert.deepEqual([studio.state.grid, studio.state.lastTake], [120, 2]);
  assert.deepEqual(studio.state.awaited, [
    { number: 2, name: "Chorale", job: "job", of: 0, current: true },
  ]);
  const left: number[] = [];
  for (let step = 0; step < 3; step += 1) {
    studio.change(undo);
    left.push(noteCount(ownSong(studio.state)));
  }
  assert.deepEqual(left, [2, 1, 0]);
  assert.deepEqual((await fetchDraft(site, line)).draft.look?.view, view);
});

timed("who only opens it writes nothing, also when its takes come or go", async () => {
  const { site, line } = await sent();
  const { studio } = await opened(site, line);
  const asked = site.asked;
  const take = takeOf(songWith(note(7)), ownSong(studio.state), { number: 2 });
  studio.change(layTake, take);
  await after(60_000);
  studio.change(removeTake, take);
  await after(60_000);
  assert.equal(site.asked, asked);
});

timed("a new take is sent, though no note has changed", async () => {
  const { site, here, line } = await sent();
  const input = ownSong(here.studio.state);
  const origin = { kind: "generated", job: "another" } as const;
  here.studio.change(layTake, takeOf(songWith(note(9)), input, { number: 3, origin }));
  await after(6_000);
  assert.deepEqual(site.rows.get(line)?.left.takes.map(({ job }) => job), ["job", "another"]);
});

timed("a page that goes leaves steps out rather than the song", async () => {
  const site = new Rows();
  const { studio, events, drafting } = page(site, "here");
  const many = Array.from({ length: 1_800 }, (_, index) => note(index * 960));
  studio.apply(addNotes(studio.song, 0, many).song, "Paste");
  draw(studio, 5);
  events.dispatchEvent(new Event("pagehide"));
  await settle();
  const row = site.rows.get(drafting.line);
  assert.equal(row?.notes, 1_801);
  assert.ok(JSON.stringify(row.left).length + JSON.stringify(row.document).length < 60_000);
});

test("what cannot be read is left out", () => {
  const { studio } = quietStudio();
  draw(studio, 0);
  draw(studio, 960);
  const song = ownSong(studio.state);
  const beside = besideOf(studio.state, view);
  assert.equal(readBeside(song, beside).steps?.past.length, 2);
  assert.deepEqual(readBeside(song, null), {});
  assert.deepEqual(readBeside(song, { ...beside, version: 2 }), {});
  const broken = { label: "", past: [{ label: "", change: { tracks: 7 } }], future: [] };
  const odd = readBeside(song, { ...beside, steps: broken, takes: [{}, 7], job: 3, look: {} });
  assert.deepEqual([odd.steps, odd.takes, odd.job, odd.look], [null, [], null, undefined]);
});
