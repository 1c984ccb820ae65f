import assert from "node:assert/strict";
import { test } from "node:test";
import { AS_SUNG, fitted } from "../../src/humming/fitting.ts";
import { inKey, likelyKey } from "../../src/humming/keys.ts";
import type { HummedNote } from "../../src/humming/notes.ts";
import { likelyPace } from "../../src/humming/pace.ts";
import { keyName } from "../../src/music/keys.ts";

const at120 = { tempi: [{ tick: 0, usPerQuarter: 500_000 }] };
const note = (start: number, pitch = 60, length = 0.4): HummedNote => ({
  ...{ start, pitch, end: start + length, velocity: 90 },
});
const onsets = (notes: readonly { onset: number }[]): number[] => notes.map(({ onset }) => onset);

test("the first note begins where the melody is put, whatever silence was before it", () => {
  const notes = fitted([note(1.7), note(2.2)], AS_SUNG, at120, 3840);
  assert.deepEqual(onsets(notes), [3840, 4800]);
});

test("times follow the tempi of the song", () => {
  const slower = { tempi: [...at120.tempi, { tick: 960, usPerQuarter: 1_000_000 }] };
  const notes = fitted([note(0), note(0.5), note(1.5)], AS_SUNG, slower, 0);
  assert.deepEqual(onsets(notes), [0, 960, 1920]);
});

test("what was hummed in another tempo goes into that of the song", () => {
  const fit = { ...AS_SUNG, pace: 60 };
  assert.deepEqual(onsets(fitted([note(0), note(1), note(2)], fit, at120, 0)), [0, 960, 1920]);
});

test("the grid takes onsets and lengths", () => {
  const fit = { ...AS_SUNG, grid: 480 };
  const [first, second] = fitted([note(0), note(0.53, 62, 0.3)], fit, at120, 0);
  assert.deepEqual([first?.onset, first?.length], [0, 960]);
  assert.deepEqual([second?.onset, second?.length], [960, 480]);
});

test("no two notes fall on one step of the grid", () => {
  const fit = { ...AS_SUNG, grid: 960 };
  const notes = fitted([note(0, 60, 0.1), note(0.11, 62, 0.1), note(0.22, 64)], fit, at120, 0);
  assert.deepEqual(onsets(notes), [0, 960, 1920]);
});

test("notes of one voice do not overlap", () => {
  const [first] = fitted([note(0, 60, 0.7), note(0.5)], AS_SUNG, at120, 0);
  assert.equal(first?.length, 960);
});

test("octaves and the key change pitches", () => {
  const key = { tonic: 0, minor: false };
  const notes = fitted([note(0, 61), note(1, 66)], { ...AS_SUNG, octaves: 1, key }, at120, 0);
  assert.deepEqual(
    notes.map(({ pitch }) => pitch),
    [72, 77],
  );
});

test("a tone of the key stays", () => {
  for (const pitch of [57, 59, 60, 62, 64, 65, 67])
    assert.equal(inKey(pitch, { tonic: 9, minor: true }), pitch);
});

test("a scale is in its key", () => {
  const scale = [67, 69, 71, 72, 74, 76, 78, 79, 67].map((pitch, index) => note(index, pitch));
  const key = likelyKey(scale);
  assert.equal(key && keyName(key), "G major");
  assert.equal(likelyKey([]), null);
});

test("the pace of quarters and eighths is found", () => {
  const eighths = [0, 2, 4, 5, 6, 8, 10, 11, 12, 14];
  const at96 = eighths.map((eighth) => note(0.3 + (eighth * 30) / 96));
  assert.ok(Math.abs((likelyPace(at96) ?? 0) - 96) <= 1);
});

test("times that fit no pace have none", () => {
  assert.equal(likelyPace([note(0), note(0.5)]), null);
});
