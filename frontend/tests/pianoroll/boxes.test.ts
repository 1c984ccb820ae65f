import assert from "node:assert/strict";
import { test } from "node:test";
import type { Note } from "../../src/music/song.ts";
import { type Box, boxOf, runsOf } from "../../src/pianoroll/boxes.ts";
import { type View, VIEW_DEFAULTS } from "../../src/pianoroll/view.ts";

const VIEW: View = { ...VIEW_DEFAULTS, pxPerTick: 0.0913, pxPerPitch: 17.3, topPitch: 84.2 };
const FAR: View = { ...VIEW, pxPerTick: 0.0009 };

const note = (onset: number, pitch = 60, length = 960): Note => ({
  ...{ onset, pitch, length },
  velocity: 80,
});

/** 2,000 notes in 20 rows, some in chords, some one upon the other; by onset, as in a track. */
function manyNotes(): Note[] {
  let seed = 1;
  const draw = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  return Array.from({ length: 2_000 }, () => note(draw(900_000), 60 + draw(20), 1 + draw(3_000)))
    .sort((a, b) => a.onset - b.onset);
}

/** Every pixel that boxes cover. */
function covered(boxes: readonly Box[]): Set<string> {
  const pixels = new Set<string>();
  for (const { x, y, width, height } of boxes)
    for (let at = x; at < x + width; at += 1) pixels.add(`${at} ${y} ${height}`);
  return pixels;
}

test("notes lie on whole pixels of the screen", () => {
  for (const grain of [1, 0.5, 0.8])
    for (const each of manyNotes()) {
      const box = boxOf(VIEW, each, grain);
      for (const side of box ? Object.values(box) : [])
        assert.ok(Math.abs(side / grain - Math.round(side / grain)) < 1e-6, `${side}, ${grain}`);
    }
});

test("a pixel lies between notes that follow each other", () => {
  const [first, second] = [boxOf(VIEW, note(0), 1), boxOf(VIEW, note(960), 1)];
  assert.ok(first && second);
  assert.equal(first.x + first.width + 1, second.x);
  assert.equal(runsOf(VIEW, [note(0), note(960)], 1).length, 2);
});

test("notes out of sight are not drawn, short ones can be seen", () => {
  assert.equal(boxOf(VIEW, note(0, 20), 1), null);
  assert.equal(boxOf(VIEW, note(9_600), 1), null);
  assert.equal(boxOf(FAR, note(0, 60, 1), 1)?.width, 3);
});

test("from afar notes of a row that touch are one box, and no pixel is lost or won", () => {
  const notes = manyNotes();
  const single = notes.flatMap((each) => boxOf(FAR, each, 1) ?? []);
  const runs = runsOf(FAR, notes, 1);
  assert.ok(runs.length < 0.75 * single.length, `${runs.length} of ${single.length}`);
  assert.deepEqual(covered(runs), covered(single));
});

test("notes that come in no order are all drawn", () => {
  const notes = manyNotes().reverse();
  const single = notes.flatMap((each) => boxOf(FAR, each, 1) ?? []);
  assert.deepEqual(covered(runsOf(FAR, notes, 1)), covered(single));
});
