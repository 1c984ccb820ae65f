import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import {
  degreeOf,
  inScale,
  moveInScale,
  nearestInScale,
  pitchOf,
  SCALE_KINDS,
  type Scale,
} from "../../src/music/scales.ts";
import { emptySong } from "../../src/music/song.ts";

const pentatonic: Scale = { root: 0, kind: "major pentatonic" };
const pitches = Array.from({ length: 128 }, (_, pitch) => pitch);
const everyScale = SCALE_KINDS.flatMap((kind) =>
  Array.from({ length: 12 }, (_, root): Scale => ({ root, kind })),
);

test("C major pentatonic is C, D, E, G and A", () => {
  const found = pitches.slice(60, 72).filter((pitch) => inScale(pitch, pentatonic));
  assert.deepEqual(found, [60, 62, 64, 67, 69]);
});

test("degrees and pitches are each other's inverse, in every key", () => {
  for (const scale of everyScale)
    for (const pitch of pitches.filter((each) => inScale(each, scale)))
      assert.equal(pitchOf(degreeOf(pitch, scale), scale), pitch);
});

test("the nearest note of a scale is in it, and no other is nearer", () => {
  for (const scale of everyScale)
    for (const pitch of pitches) {
      const near = nearestInScale(pitch, scale);
      const others = pitches.filter((each) => inScale(each, scale));
      const least = Math.min(...others.map((each) => Math.abs(each - pitch)));
      assert.equal(Math.abs(near - pitch), least);
      assert.ok(inScale(near, scale));
    }
});

const triad = addNotes(
  emptySong(),
  0,
  [60, 64, 67].map((pitch) => ({ onset: 0, pitch, length: 960, velocity: 80 })),
);
const moved = (degrees: number, scale: Scale): number[] =>
  moveInScale(triad.song, 0, triad.notes, 0, degrees, scale).notes.map(({ pitch }) => pitch);

test("a triad one degree up is the next triad of the key", () => {
  assert.deepEqual(moved(1, { root: 0, kind: "major" }), [62, 65, 69]);
});

test("at the highest and the lowest pitch a chord stops as a whole", () => {
  for (const scale of everyScale)
    for (const degrees of [-200, 200]) {
      const chord = moved(degrees, scale);
      assert.equal(new Set(chord).size, new Set(moved(0, scale)).size);
      assert.ok(chord.every((pitch) => pitch >= 0 && pitch <= 127 && inScale(pitch, scale)));
    }
});
