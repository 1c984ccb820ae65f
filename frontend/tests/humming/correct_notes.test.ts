import assert from "node:assert/strict";
import { test } from "node:test";
import { noteAt, type Picture } from "../../src/humming/drawing.ts";
import * as sheets from "../../src/humming/sheet.ts";

/** Three notes, a second each. */
function sheet(): sheets.Sheet {
  const frames = [60, 62, 64].flatMap((pitch) => Array.from({ length: 100 }, () => pitch));
  const loudness = new Float32Array(300).fill(-20);
  return sheets.newSheet({ pitches: Float32Array.from(frames), loudness }, 3);
}
const pitches = ({ notes }: sheets.Sheet): number[] => notes.map(({ pitch }) => pitch);
const second = sheets.choose(sheet(), 1);

test("the chosen note is moved in pitch", () => {
  assert.deepEqual(pitches(sheets.correct(second, { kind: "pitch", by: -1 })), [60, 61, 64]);
});

test("the chosen note is taken away", () => {
  assert.deepEqual(pitches(sheets.correct(second, { kind: "delete" })), [60, 64]);
});

test("the chosen note is joined with the next", () => {
  const joined = sheets.correct(second, { kind: "join" });
  assert.deepEqual(pitches(joined), [60, 62]);
  assert.equal(joined.notes[1]?.end, 3);
});

test("the last note has none to be joined with", () => {
  const last = sheets.choose(sheet(), 2);
  assert.equal(sheets.correct(last, { kind: "join" }), last);
});

test("the last correction is taken back, then the one before it", () => {
  const twice = sheets.correct(sheets.correct(second, { kind: "delete" }), { kind: "delete" });
  assert.deepEqual(pitches(twice), [60]);
  assert.deepEqual(pitches(sheets.takeBack(twice)), [60, 64]);
  assert.deepEqual(pitches(sheets.takeBack(sheets.takeBack(twice))), [60, 62, 64]);
});

test("corrections hold when the notes are read anew", () => {
  const higher = sheets.correct(second, { kind: "pitch", by: 12 });
  assert.deepEqual(pitches(sheets.changeReading(higher, { sensitivity: 0.7 })), [60, 74, 64]);
});

test("a note that is chosen stays one that is there", () => {
  assert.equal(sheets.choose(sheet(), 9).chosen, 2);
  assert.equal(sheets.choose(sheet(), -1).chosen, 0);
  const last = sheets.correct(sheets.choose(sheet(), 2), { kind: "delete" });
  assert.equal(last.chosen, 1);
});

test("a press on the picture finds the note under it, and none in the empty", () => {
  const { notes, curve } = sheet();
  const rest = { pitches: curve.pitches, raised: 0, seconds: 3, chosen: 0, playhead: null };
  const picture: Picture = { ...rest, notes };
  const size = { width: 636, height: 280 };
  const hits = [0, 1, 2].map((index) => {
    const row = 280 / 14;
    const y = (71 - 2 - [60, 62, 64][index]!) * row + row / 2;
    return noteAt(picture, size, 36 + 200 * index + 100, y);
  });
  assert.deepEqual(hits, [0, 1, 2]);
  assert.equal(noteAt(picture, size, 100, 5), -1);
});
