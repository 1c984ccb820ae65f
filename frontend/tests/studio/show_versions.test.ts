import assert from "node:assert/strict";
import { test } from "node:test";
import type { Revision } from "../../src/api.ts";
import { differenceWords } from "../../src/music/comparing.ts";
import { addTrack } from "../../src/music/edits.ts";
import { toDocument } from "../../src/music/song.ts";
import { undo } from "../../src/studio/changes.ts";
import { History, type Versions } from "../../src/studio/history.ts";
import { ownSong } from "../../src/studio/state.ts";
import {
  type Checkpoint,
  lineOfCheckpoint,
  lineOfRevision,
  titleOf,
} from "../../src/studio/versionlines.ts";
import { note, quietStudio, songWith } from "./instruments.ts";

const now = songWith(note(0), note(960));
const before = songWith(note(0));
const revision = (number: number, name = ""): Revision => ({
  number,
  name,
  digest: `saved ${number}`,
  kind: "edited",
  created_at: `2026-11-29T12:0${number}:00Z`,
});
const checkpoint = (id: string, values: Partial<Checkpoint> = {}): Checkpoint => ({
  id,
  name: `Kept ${id}`,
  pinned: false,
  digest: `kept ${id}`,
  origin: { kind: "generated", job: "j" },
  created_at: "2026-11-29T12:01:30Z",
  ...values,
});
const first = lineOfRevision(revision(1));

/** A saved song of two versions, and the addresses that were asked for. */
function desk(checkpoints: readonly Checkpoint[] = []) {
  const { studio } = quietStudio();
  const asked: string[] = [];
  const site: Versions = {
    list: (path) => {
      asked.push(path);
      const revisions = [revision(1), revision(2)];
      return Promise.resolve((path.includes("checkpoints") ? checkpoints : revisions) as never);
    },
    get: (path) => {
      asked.push(path);
      return Promise.resolve({ document: toDocument(before) } as never);
    },
    patch: (_, body) => Promise.resolve({ ...revision(1), ...(body as object) } as never),
  };
  const composition = { id: "7", url: "/@a/b/", title: "Ode", revision: 2 };
  studio.open(now, "Ode", { origin: { kind: "edited" }, composition }, "Open Ode");
  return { studio, asked, history: new History(studio, site) };
}

const total = (song: { tracks: readonly { notes: readonly unknown[] }[] }): number =>
  song.tracks.reduce((sum, { notes }) => sum + notes.length, 0);

test("the versions of the song come, the last first, and each is fetched once", async () => {
  const { asked, history } = desk();
  const listed = await history.list();
  assert.deepEqual(listed?.map(({ number }) => number), [2, 1]);
  await history.fetch(first);
  await history.fetch(first);
  assert.deepEqual(asked, [
    "compositions/7/revisions/",
    "compositions/7/checkpoints/",
    "compositions/7/revisions/1/",
  ]);
});

test("a song that was never saved has none", async () => {
  const { studio, history } = desk();
  studio.open(now, "New", { origin: { kind: "edited" } }, "Open New");
  assert.equal(await history.list(), null);
});

test("a version is heard in place of the song, and the song again", async () => {
  const { studio, history } = desk();
  const version = await history.fetch(first);
  history.hear(version);
  assert.deepEqual([total(studio.song), history.hearing], [1, true]);
  history.hear(null);
  assert.deepEqual([total(studio.song), history.hearing], [2, false]);
  history.hear(version);
  history.close();
  assert.equal(total(studio.song), 2);
  assert.deepEqual(studio.state.takes, []);
});

test("a version that is restored is one step, and undo takes it back", async () => {
  const { studio, history } = desk();
  const version = await history.fetch(first);
  history.hear(version);
  history.restore(version);
  assert.deepEqual([total(ownSong(studio.state)), history.hearing], [1, false]);
  assert.equal(studio.state.piece.composition?.revision, 2);
  studio.change(undo);
  assert.equal(total(ownSong(studio.state)), 2);
});

test("a version is given a name", async () => {
  const { history } = desk();
  assert.equal(titleOf(await history.name(first, "Short")), "Version 1: Short");
  assert.equal(titleOf(first), "Version 1");
});

test("what was kept stands between the versions, and once where it was saved", async () => {
  const kept = [
    checkpoint("a"),
    checkpoint("b", { digest: "saved 2" }),
    checkpoint("c", { digest: "saved 2", pinned: true, created_at: "2026-11-29T13:00:00Z" }),
  ];
  const listed = await desk(kept).history.list();
  assert.deepEqual(listed?.map(titleOf), ["Kept c", "Version 2", "Kept a", "Version 1"]);
});

test("what was kept is restored with word of how it was made", async () => {
  const { studio, asked, history } = desk();
  const version = await history.fetch(lineOfCheckpoint(checkpoint("a")));
  assert.deepEqual(asked, ["compositions/7/checkpoints/a/"]);
  history.restore(version);
  const { origins } = studio.state.piece;
  assert.deepEqual(origins.get(ownSong(studio.state)), { kind: "generated", job: "j" });
});

test("what differs is told in notes and tracks", () => {
  assert.equal(differenceWords(now, now), "The same as yours.");
  assert.equal(differenceWords(before, now), "Against yours: without 1 note of yours.");
  assert.equal(
    differenceWords(addTrack(songWith(note(0), note(5), note(9)), { name: "B" }), now),
    "Against yours: 2 notes that yours lacks, without 1 note of yours, 1 track more.",
  );
});
