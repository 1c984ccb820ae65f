import assert from "node:assert/strict";
import { test } from "node:test";
import type { SongDocument } from "../../src/music/song.ts";
import { aboutText, spentText } from "../../src/training/durations.ts";
import { barOf, barsOf, differsFrom } from "../../src/training/takes.ts";

type Notes = [number, number, number, number][];
const song = (...tracks: Notes[]): SongDocument =>
  ({
    tempi: [[0, 500_000]],
    meters: [[0, 4, 4]],
    tracks: tracks.map((notes) => ({
      ...{ name: "", program: 0, drums: false },
      ...{ notes, generated: [[0, 1]] },
    })),
  }) as unknown as SongDocument;
const BAR = 3840;
const melody: Notes = [[0, 60, 480, 90], [BAR, 62, 480, 90], [2 * BAR, 64, 480, 90]];

test("takes differ from the bar on in which one has a note that the other has not", () => {
  const one = song(melody, [[2 * BAR + 5, 40, 480, 90]]);
  assert.equal(differsFrom(song(melody, []), one), 2);
  assert.equal(differsFrom(one, song(melody, [])), 2);
  assert.equal(differsFrom(one, one), 0);
});

test("some bars of a take are a song of their own, cut at its end", () => {
  const long: Notes = [[BAR, 50, 5 * BAR, 80]];
  const cut = barsOf(song(melody, long), 1, 2);
  assert.deepEqual(cut.tracks.map(({ notes }) => notes), [
    [[0, 62, 480, 90], [BAR, 64, 480, 90]],
    [[0, 50, 2 * BAR, 80]],
  ]);
  assert.ok(cut.tracks.every((track) => !("generated" in track)), "marks count notes");
});

test("a bar is as long as its meter says", () => {
  assert.equal(barOf({ ...song(), meters: [[0, 6, 8]] }), 2880);
});

test("lengths are told as people say them", () => {
  assert.equal(aboutText(3), "a few seconds");
  assert.equal(aboutText(41), "about 40 s");
  assert.equal(aboutText(700), "about 12 minutes");
  assert.equal(aboutText(3 * 3600), "about 3 hours");
  assert.equal(spentText(95), "95 s");
  assert.equal(spentText(3 * 3600 + 1200), "3 h 20 min");
});
