import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong } from "../../src/music/song.ts";
import { addNotes } from "../../src/music/edits.ts";
import { rasterNear, TIDY_DEFAULTS, tidyNote, tidyNotes } from "../../src/music/tidy.ts";

const note = { onset: 1000, pitch: 60, length: 500, velocity: 80 };

test("all of the strength sets on the raster, half goes half the way", () => {
  const at = (strength: number): number =>
    tidyNote(note, 240, { ...TIDY_DEFAULTS, strength }).onset;
  assert.deepEqual([at(1), at(0.5), at(0)], [960, 980, 1000]);
});

test("lengths stay unless one asks for them", () => {
  assert.equal(tidyNote(note, 240, TIDY_DEFAULTS).length, 500);
  assert.equal(tidyNote(note, 240, { ...TIDY_DEFAULTS, lengths: true }).length, 480);
});

test("a very short note becomes one step when lengths are asked for", () => {
  const short = { ...note, length: 3 };
  assert.equal(tidyNote(short, 240, { ...TIDY_DEFAULTS, lengths: true }).length, 240);
});

test("with swing every second step comes late, and the first stays", () => {
  const onsets = [5, 250, 470, 730].map((tick) => rasterNear(tick, 240, 67));
  assert.deepEqual(onsets, [0, 322, 480, 802]);
});

test("a straight raster is the grid", () => {
  for (let tick = 0; tick < 2000; tick += 7) {
    const near = Math.round(tick / 240) * 240;
    assert.ok(Math.abs(rasterNear(tick, 240) - tick) <= Math.abs(near - tick));
    assert.equal(rasterNear(tick, 240) % 240, 0);
  }
});

test("swung notes are left alone by the same swing", () => {
  const { song, notes } = addNotes(
    emptySong(),
    0,
    [0, 322, 480, 802].map((onset) => ({ ...note, onset })),
  );
  const swung = tidyNotes(song, 0, notes, 240, { ...TIDY_DEFAULTS, swing: 67 });
  assert.deepEqual(swung.song.tracks[0]?.notes, song.tracks[0]?.notes);
});
