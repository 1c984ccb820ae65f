import assert from "node:assert/strict";
import { test } from "node:test";
import * as vote from "../../src/learning/vote/ballots.ts";
import { strengthsOf } from "../../src/learning/vote/fit.ts";
import { inverseOf, multiplied } from "../../src/learning/vote/squares.ts";

const FORTY_SIX = { fans: 0.46, seed: vote.SEED };

test("fans turn the board where one chooses, and mostly not where the pairs are drawn", () => {
  const chosen = vote.winsOfFans({ ...FORTY_SIX, queue: false }, 100);
  const drawn = vote.winsOfFans({ ...FORTY_SIX, queue: true }, 100);
  assert.ok(chosen >= 75, String(chosen));
  assert.ok(drawn <= 20, String(drawn));
  assert.equal(vote.winsOfFans({ fans: 0, queue: false, seed: vote.SEED }, 100), 0);
});

test("the first vote that the page shows turns below 46 per cent, and the queue holds it", () => {
  const first = (fans: number, queue: boolean): number =>
    vote.boardOf(vote.ballotsOf({ fans, queue, seed: vote.SEED }))[0]?.song as number;
  assert.equal(first(0, false), 0);
  assert.equal(first(0.46, false), vote.FANS_OF);
  assert.equal(first(0.46, true), 0);
});

test("34 of 74 ballots are 46 per cent, and the listeners' stay the same", () => {
  assert.equal(vote.fansFor(0.46), 34);
  const none = vote.ballotsOf({ ...FORTY_SIX, fans: 0, queue: false });
  for (const queue of [true, false])
    assert.deepEqual(vote.ballotsOf({ ...FORTY_SIX, queue }).slice(0, vote.LISTENERS), none);
});

test("fans vote for their song wherever they meet it, and choose nothing else", () => {
  const fans = vote.ballotsOf({ ...FORTY_SIX, queue: false }).slice(vote.LISTENERS);
  assert.ok(fans.every(({ a, won }) => a === vote.FANS_OF && won));
  const drawn = vote.ballotsOf({ ...FORTY_SIX, queue: true }).slice(vote.LISTENERS);
  const met = drawn.filter(({ a, b }) => a === vote.FANS_OF || b === vote.FANS_OF);
  assert.ok(met.length > 0 && met.length < drawn.length);
  assert.ok(met.every(({ a, won }) => (a === vote.FANS_OF) === won));
});

test("the listeners like the songs as they are said to", () => {
  const many = Array.from({ length: 200 }, (_, at) =>
    vote.ballotsOf({ fans: 0, queue: true, seed: 9_000 + at }),
  ).flat();
  const middle = vote.TASTE.reduce((sum, each) => sum + each, 0) / vote.TASTE.length;
  strengthsOf(many, vote.SONGS.length).forEach((strength, song) => {
    const meant = (vote.TASTE[song] as number) - middle;
    assert.ok(Math.abs(strength - meant) < 0.12, String(strength));
  });
});

test("a board is settled where no interval reaches the first one's", () => {
  const row = (low: number, high: number): vote.Standing =>
    ({ song: 0, rating: 0, won: 0, heard: 0, low, high });
  assert.ok(vote.isSettled([row(10, 20), row(0, 9)]));
  assert.ok(!vote.isSettled([row(10, 20), row(0, 11)]));
});

test("an inverse undoes its square", () => {
  const square = [
    [0, 2, 1],
    [1, 1, 0],
    [3, 0, 1],
  ];
  multiplied(square, inverseOf(square)).forEach((row, at) =>
    row.forEach((cell, column) => assert.ok(Math.abs(cell - Number(at === column)) < 1e-12)),
  );
});
