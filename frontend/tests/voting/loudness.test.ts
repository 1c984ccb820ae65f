import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong, makeTrack, type Song, TICKS_PER_QUARTER } from "../../src/music/song.ts";
import { loudness, matched, matchedText } from "../../src/voting/loudness.ts";

/** Quarters on middle C, with gaps of so many quarters between them. */
function song(velocity: number, { volume = 100, gap = 0, program = 0 } = {}): Song {
  const notes = Array.from({ length: 16 }, (_, place) => ({
    onset: place * (1 + gap) * TICKS_PER_QUARTER,
    pitch: 60,
    length: TICKS_PER_QUARTER,
    velocity,
  }));
  return { ...emptySong(), tracks: [makeTrack({ program, volume, notes })] };
}

test("equal songs are played as they are", () => {
  assert.deepEqual(matched(song(80), song(80)), { a: 1, b: 1 });
});

test("the louder one is turned down to the other, never the softer one up", () => {
  const { a, b } = matched(song(100), song(80));
  assert.equal(b, 1);
  // A synthesizer's velocity goes in squared.
  assert.ok(Math.abs(a - (80 / 100) ** 2) < 1e-9);
  assert.equal(matched(song(80), song(100)).a, 1);
});

test("twice the players are three decibels", () => {
  const one = song(90);
  const two = { ...one, tracks: [...one.tracks, ...one.tracks] };
  assert.ok(Math.abs(loudness(two) - loudness(one) - 3.01) < 0.01);
});

test("pauses make a song no softer", () => {
  const sparse = loudness(song(90, { gap: 7, program: 16 }));
  assert.ok(Math.abs(sparse - loudness(song(90, { program: 16 }))) < 3);
});

test("nothing is turned down without bound, and silence not at all", () => {
  assert.equal(matched(song(127), song(10)).a, 10 ** (-12 / 20));
  assert.deepEqual(matched(song(90), emptySong()), { a: 1, b: 1 });
  assert.deepEqual(matched(emptySong(), emptySong()), { a: 1, b: 1 });
});

test("what was done is told", () => {
  assert.match(matchedText({ a: 1, b: 1 }), /as they are/);
  assert.match(matchedText({ a: 1, b: 0.5 }), /^B is played 6 dB softer/);
});
