import assert from "node:assert/strict";
import { test } from "node:test";
import { selectNotes, setGrid, setTidy } from "../../src/studio/changes.ts";
import { quantise } from "../../src/studio/editing.ts";
import { note, quietStudio, songWith } from "./instruments.ts";

const opened = (...onsets: readonly number[]) => {
  const { studio, heard } = quietStudio();
  const song = songWith(...onsets.map((onset) => note(onset)));
  studio.open(song, "", { origin: { kind: "edited" } }, "Open");
  const placed = (): number[] => (studio.song.tracks[0]?.notes ?? []).map(({ onset }) => onset);
  return { studio, heard, placed };
};

test("Q tidies as it is chosen, and says so", () => {
  const { studio, heard, placed } = opened(10, 250, 470);
  studio.change(setTidy, { strength: 0.5, swing: 60 });
  quantise(studio);
  assert.deepEqual(placed(), [5, 269, 475]);
  const words = "3 notes set on the grid, 50 % of the way, with a swing of 60 %";
  assert.deepEqual(heard.said, [words]);
});

test("with a selection only that is tidied, and stays selected", () => {
  const { studio, placed } = opened(10, 250);
  studio.change(selectNotes, studio.song.tracks[0]!.notes.slice(1));
  quantise(studio);
  assert.deepEqual(placed(), [10, 240]);
  assert.deepEqual(
    studio.state.selection.map(({ onset }) => onset),
    [240],
  );
});

test("triplets do not swing", () => {
  const { studio, placed } = opened(10, 330);
  studio.change(setGrid, 320);
  studio.change(setTidy, { swing: 70 });
  quantise(studio);
  assert.deepEqual(placed(), [0, 320]);
});

test("a track without notes has nothing to tidy: no step", () => {
  const { studio, heard } = opened();
  quantise(studio);
  assert.equal(studio.state.piece.history.past.length, 1); // the opening
  assert.deepEqual(heard.said, []);
});
