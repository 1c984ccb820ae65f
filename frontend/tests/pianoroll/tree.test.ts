import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { emptySong, type Note } from "../../src/music/song.ts";
import { cellWords } from "../../src/pianoroll/spoken.ts";
import { defaults, type RollState, trackNotes } from "../../src/pianoroll/state.ts";
import { NEAR, nearCursor } from "../../src/pianoroll/tree.ts";

const STEP = 240; // ticks of the grid

function rollWith(count: number, values: Partial<RollState> = {}): RollState {
  const notes = Array.from({ length: count }, (_, index) => noteAt(index * STEP, 60));
  const song = addNotes(emptySong(), 0, notes).song;
  return { ...defaults(), song, cursorMode: true, ...values };
}

const noteAt = (onset: number, pitch: number, length = STEP): Note => ({
  ...{ onset, pitch, length },
  velocity: 80,
});

test("the list is as short in a long song as in a short one, and holds what is near", () => {
  for (const [count, tick] of [
    [20_000, 0],
    [20_000, 9_999 * STEP],
    [20_000, 19_999 * STEP],
    [3, 2 * STEP],
  ] as const) {
    const near = nearCursor(rollWith(count, { cursor: { tick, pitch: 60 } }));
    assert.ok(near.notes.length <= NEAR);
    assert.equal(near.count, count);
    assert.equal(near.active, tick / STEP);
    assert.ok(near.notes.some(({ index }) => index === near.active));
  }
});

test("most steps of the cursor leave the list as it is, with neighbours on both sides", () => {
  const lists = Array.from({ length: 200 }, (_, index) => {
    const cursor = { tick: (index + 100) * STEP, pitch: 60 };
    const { notes, active } = nearCursor(rollWith(400, { cursor }));
    const places = notes.map((note) => note.index);
    assert.ok(places[0]! <= active! - 10 && places.at(-1)! >= active! + 9);
    return places.join();
  });
  assert.equal(new Set(lists).size, 10);
});

test("over an empty cell the cell itself is what one stands on", () => {
  const near = nearCursor(rollWith(2, { cursor: { tick: 0, pitch: 64 } }));
  assert.deepEqual([near.active, near.empty], [null, "E 4, bar 1 beat 1, empty"]);
  assert.equal(near.notes.length, 2);
});

test("with the mouse the note that arrows would move is the active one", () => {
  const roll = rollWith(3, { cursorMode: false });
  const second = trackNotes(roll)[1]!;
  const near = nearCursor({ ...roll, selection: new Set([second]) });
  assert.deepEqual([near.active, near.empty], [1, null]);
  assert.deepEqual(
    near.notes.map(({ selected }) => selected),
    [false, true, false],
  );
});

test("each cell of a long note says where in it one is, shortly", () => {
  const long = addNotes(emptySong(), 0, [noteAt(0, 62, 960)]).song;
  const said = [0, 1, 2, 3].map((step) => {
    const cursor = { tick: step * STEP, pitch: 62 };
    return cellWords({ ...defaults(), song: long, cursorMode: true, cursor });
  });
  assert.deepEqual(said, [
    "D 4, bar 1 beat 1, quarter, velocity 80, 1 of 1",
    "D 4, bar 1 beat 1, quarter, step 2 of 4, 1 of 1",
    "D 4, bar 1 beat 1, quarter, step 3 of 4, 1 of 1",
    "D 4, bar 1 beat 1, quarter, step 4 of 4, 1 of 1",
  ]);
});

test("the note one stands on says the same in the list, without its place there", () => {
  const cursor = { tick: 0, pitch: 60 };
  const roll = rollWith(2, { cursor });
  const selected = { ...roll, selection: new Set(trackNotes(roll)) };
  const [first, second] = nearCursor(selected).notes;
  assert.equal(first?.words, "C 4, bar 1 beat 1, sixteenth, velocity 80");
  assert.equal(second?.words, "C 4, bar 1 beat 1 and 240 ticks, sixteenth");
});

test("cells of drums are called by their drum", () => {
  const { song } = rollWith(1);
  const drums = { ...song, tracks: song.tracks.map((track) => ({ ...track, drums: true })) };
  const state = { ...rollWith(1), song: drums, cursor: { tick: 4 * STEP, pitch: 36 } };
  assert.equal(nearCursor(state).empty, "Kick, bar 1 beat 2, empty");
});

test("an empty track has an empty list", () => {
  const { count, notes, active } = nearCursor(rollWith(0));
  assert.deepEqual([count, notes, active], [0, [], null]);
});
