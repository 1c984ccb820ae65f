import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong, type Note } from "../../src/music/song.ts";
import { barsOf, placesOf, selectedWords } from "../../src/studio/places.ts";

const note = (onset: number, length = 960): Note => ({ onset, pitch: 60, length, velocity: 80 });

test("the bars of a selection reach to the end of its notes", () => {
  assert.deepEqual(barsOf(emptySong(), [note(3840), note(4800)]), { first: 2, last: 2 });
  assert.deepEqual(barsOf(emptySong(), [note(3840, 3841)]), { first: 2, last: 3 });
  assert.equal(barsOf(emptySong(), []), null);
});

test("notes as the models want them", () => {
  assert.deepEqual(placesOf([note(960)]), [[960, 60]]);
});

test("a selection in words", () => {
  assert.equal(selectedWords([note(0)]), "1 note selected");
  assert.match(selectedWords([]), /select notes/);
});
