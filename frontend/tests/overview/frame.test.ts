import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong } from "../../src/music/song.ts";
import { gripAt, moved, scaled, stretched } from "../../src/overview/frame.ts";
import { keyed } from "../../src/overview/keys.ts";

const BAR = 3840;
const scale = { width: 1000, length: 100 * BAR }; // 10 px a bar
const shown = { start: 20 * BAR, end: 40 * BAR };

test("a press takes hold of an edge, of the window, or of neither", () => {
  const grips = [150, 197, 203, 300, 398, 404, 450].map((x) => gripAt(scale, shown, x));
  assert.deepEqual(grips, ["outside", "start", "start", "inside", "end", "end", "outside"]);
});

test("a window of a few pixels can still be dragged as a whole", () => {
  const small = { start: 20 * BAR, end: 21 * BAR };
  assert.equal(gripAt(scale, small, 205), "inside");
});

test("dragged anywhere the window stays inside the song, and as long as it is", () => {
  for (const by of [-1e9, -BAR, 0, BAR, 1e9]) {
    const { start, end } = moved(shown, by, scale.length);
    assert.equal(end - start, 20 * BAR);
    assert.ok(start >= 0 && end <= scale.length);
  }
});

test("an edge never crosses the other one", () => {
  assert.ok(stretched(shown, "start", 90 * BAR).start < shown.end);
  assert.ok(stretched(shown, "end", 0).end > shown.start);
  assert.equal(stretched(shown, "start", -BAR).start, 0);
});

test("zooming out ends at the whole song", () => {
  let window = shown;
  for (let turn = 0; turn < 20; turn += 1) window = scaled(window, 1.3, scale.length);
  assert.equal(window.end - window.start, scale.length);
});

const press = (key: string, shiftKey = false) =>
  keyed(
    { key, shiftKey, altKey: false, ctrlKey: false, metaKey: false },
    emptySong(),
    shown,
    scale.length,
  );

test("keys do what dragging does", () => {
  assert.deepEqual(press("ArrowRight"), { start: 21 * BAR, end: 41 * BAR });
  assert.deepEqual(press("ArrowRight", true), { start: 20 * BAR, end: 41 * BAR });
  assert.deepEqual(press("PageDown"), { start: 38 * BAR, end: 58 * BAR });
  assert.deepEqual(press("Home"), { start: 0, end: 20 * BAR });
  assert.deepEqual(press("End"), { start: 80 * BAR, end: 100 * BAR });
  const nearer = press("+");
  assert.ok(nearer && nearer.end - nearer.start < 20 * BAR);
  assert.equal(press("a"), null);
});
