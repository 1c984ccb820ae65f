import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { test } from "node:test";
import { ApiError } from "../../src/api.ts";
import { noteCount } from "../../src/music/song.ts";
import { undo } from "../../src/studio/changes.ts";
import { Checkpoints } from "../../src/studio/checkpoints.ts";
import { restoreSong } from "../../src/studio/restoring.ts";
import * as takes from "../../src/studio/takes.ts";
import { note, quietStudio, songWith, takeOf } from "./instruments.ts";

const saved = songWith(note(0));
const edited = songWith(note(0), note(960));
const made = songWith(note(0), note(960), note(1920));
const composition = { id: "7", url: "/@a/b/", title: "Ode", revision: 2 };
const from = { origin: { kind: "edited" }, composition } as const;

interface Sent {
  readonly path: string;
  readonly name: string;
  readonly notes: number;
  readonly kind: string;
}

interface Body {
  readonly name: string;
  readonly document: { readonly tracks: readonly { readonly notes: readonly unknown[] }[] };
  readonly origin: { readonly kind: string };
}

/** A song of the site that is open, a take beside it, and what the site was sent. */
function desk(answers: readonly (ApiError | null)[] = []) {
  const { studio, heard } = quietStudio();
  const [sent, events, left] = [[] as Sent[], new EventTarget(), [...answers]];
  const post = (path: string, body: unknown): Promise<null> => {
    const error = left.shift();
    if (error) return Promise.reject(error);
    const { name, document, origin } = body as Body;
    const notes = document.tracks.reduce((sum, track) => sum + track.notes.length, 0);
    sent.push({ path, name, notes, kind: origin.kind });
    return Promise.resolve(null);
  };
  new Checkpoints(studio, { post: post as never }, events);
  studio.open(saved, "Ode", from, "Open Ode");
  return { studio, heard, sent, events };
}

const path = "compositions/7/checkpoints/";

test("a take that is kept stands in the history, and the song before it", async () => {
  const { studio, sent } = desk();
  studio.apply(edited, "Draw");
  const take = takeOf(made, edited, { number: 2 });
  studio.change(takes.layTake, take);
  studio.change(takes.keepTake, take);
  await setImmediate();
  assert.deepEqual(sent, [
    { path, name: "Before take 2", notes: 2, kind: "edited" },
    { path, name: "Kept take 2", notes: 3, kind: "generated" },
  ]);
  studio.change(undo);
  assert.equal(sent.length, 2);
});

test("what was saved as it is needs no second copy", async () => {
  const { studio, sent } = desk();
  const take = takeOf(made, saved);
  studio.change(takes.layTake, take);
  studio.change(takes.mergeTake, take);
  await setImmediate();
  assert.deepEqual(sent.map(({ name }) => name), ["With take 1"]);
});

test("a version that is restored, a song that is opened: what was there is kept", async () => {
  const { studio, sent } = desk();
  studio.apply(edited, "Draw");
  const origin = { kind: "generated", job: "j" } as const;
  studio.change(restoreSong, { song: made, name: "version 1", origin });
  assert.deepEqual(studio.state.piece.origins.get(made), origin);
  studio.open(saved, "Other", { origin: { kind: "imported" } }, "Open Other");
  await setImmediate();
  const names = sent.map(({ name, notes }) => `${name}: ${notes}`);
  assert.deepEqual(names, ["Before going back to version 1: 2", "Before opening Other: 3"]);
  assert.ok(sent.every((one) => one.path === path));
});

test("an edit like any other, and a draft that was never saved, keep nothing there", async () => {
  const { studio, sent } = desk();
  studio.open(saved, "New", { origin: { kind: "edited" } }, "Open New");
  studio.apply(edited, "Draw");
  studio.change(takes.keepTake, takeOf(made, saved));
  await setImmediate();
  assert.deepEqual(sent, []);
});

test("without a line it waits, in order", async () => {
  const gone = new ApiError(0, { code: "offline", message: "No line" });
  const { studio, heard, sent, events } = desk([gone]);
  studio.apply(edited, "Draw");
  const take = takeOf(made, edited);
  studio.change(takes.layTake, take);
  studio.change(takes.keepTake, take);
  await setImmediate();
  assert.deepEqual(sent, []);
  events.dispatchEvent(new Event("online"));
  await setImmediate();
  assert.deepEqual(sent.map(({ name }) => name), ["Before take 1", "Kept take 1"]);
  assert.equal(heard.standing, null);
});

test("that the site takes no more is said once", async () => {
  const full = new ApiError(413, { code: "storage_full", message: "No room" });
  const { studio, heard, sent } = desk([full, full]);
  studio.apply(edited, "Draw");
  const take = takeOf(made, edited);
  studio.change(takes.layTake, take);
  studio.change(takes.keepTake, take);
  await setImmediate();
  assert.deepEqual([sent, heard.standing?.text], [[], "No room"]);
  assert.equal(noteCount(studio.song), 3);
});
