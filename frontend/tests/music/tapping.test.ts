import assert from "node:assert/strict";
import { test } from "node:test";
import { delayOf, tapped, tappedTempo } from "../../src/music/tapping.ts";

const beats = (count: number, every: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => from + index * every);
const after = (stamps: readonly number[]): number[] =>
  stamps.reduce((taps: number[], stamp) => tapped(taps, stamp), []);

test("taps half a second apart are 120 a minute", () => {
  assert.equal(tappedTempo(after(beats(4, 500))), 120);
});

test("one tap is no tempo", () => {
  assert.equal(tappedTempo(after([7])), null);
});

test("uneven fingers are evened out", () => {
  const tempo = tappedTempo(after([0, 480, 1010, 1490, 2000])) ?? 0;
  assert.equal(tempo, 120);
});

test("after a pause it begins anew", () => {
  assert.equal(tappedTempo(after([...beats(4, 500), ...beats(3, 1000, 10_000)])), 60);
});

test("the last taps count when somebody changes the pace", () => {
  assert.equal(tappedTempo(after([...beats(20, 600), ...beats(14, 400, 12_000)])), 150);
});

const clicks = beats(12, 0.5);

test("taps that come late say how late", () => {
  const late = [0.081, 0.58, 1.083, 1.575, 2.08, 2.584, 3.079, 3.58];
  assert.ok(Math.abs((delayOf(late, clicks) ?? 0) - 0.08) < 0.002);
});

test("taps that come early are less than nothing", () => {
  assert.ok(Math.abs((delayOf(beats(8, 0.5, 0.97), clicks) ?? 0) + 0.03) < 1e-9);
});

test("one slip among eight changes nothing", () => {
  const taps = beats(8, 0.5, 0.06);
  taps[3] = 1.75;
  assert.ok(Math.abs((delayOf(taps, clicks) ?? 0) - 0.06) < 1e-9);
});

test("taps that keep no time with the clicks say nothing", () => {
  assert.equal(delayOf([0.1, 0.72, 1.2, 1.3, 2.2, 2.5, 3.15, 3.9], clicks), null);
});
