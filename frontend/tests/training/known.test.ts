import assert from "node:assert/strict";
import { test } from "node:test";
import { beginnings, placesOf, stepOf } from "../../src/training/axis.ts";
import { bestOf, isOver, learnt } from "../../src/training/known.ts";
import { at, epoch, known, RUN, told } from "./runs.ts";

const curve = { phase: "likelihood", name: "loss", stride: 1, steps: 3, from: 0, mean: [3, 2, 1] };

test("what is new is put to what is known", () => {
  const run = { ...RUN, stage: "x" };
  const after = learnt(known(), told({ whole: false, epochs: [epoch(4)], run }));
  assert.deepEqual(after.epochs.map(({ number }) => number), [0, 1, 2, 3, 4]);
  assert.equal(after.run.stage, "x");
});

test("an answer that tells everything makes it anew", () => {
  const after = learnt(known(), told({ epochs: [epoch(0)] }));
  assert.equal(after.epochs.length, 1);
});

test("a curve grows from the bucket that has changed", () => {
  const before = known({ curves: [curve] });
  const news = { ...curve, steps: 5, from: 2, mean: [9, 8, 7] };
  const after = learnt(before, told({ whole: false, epochs: [], curves: [news] }));
  assert.deepEqual(after.curves[0]?.mean, [3, 2, 9, 8, 7]);
  assert.deepEqual(after.curves[0]?.least, [3, 2, 9, 8, 7]);
  assert.equal(after.curves[0]?.steps, 5);
});

test("a curve in wider buckets takes the place of the one before", () => {
  const before = known({ curves: [curve] });
  const rows = { mean: [2.5, 1, 0], least: [2, 0, 0], greatest: [3, 2, 0] };
  const news = { ...curve, stride: 2, steps: 5, ...rows };
  const after = learnt(before, told({ whole: false, epochs: [], curves: [news] }));
  assert.deepEqual(after.curves[0]?.mean, [2.5, 1, 0]);
  assert.deepEqual(after.curves[0]?.greatest, [3, 2, 0]);
});

test("another curve comes beside it", () => {
  const before = known({ curves: [curve] });
  const curves = [{ ...curve, name: "told" }];
  const after = learnt(before, told({ whole: false, epochs: [], curves }));
  assert.deepEqual(after.curves.map(({ name }) => name), ["loss", "told"]);
});

test("the best epoch is the last that was the best when it came", () => {
  const epochs = [epoch(1), epoch(2), epoch(3, { best: false })];
  assert.equal(bestOf(known({ epochs }))?.number, 2);
  assert.equal(bestOf(known({ epochs: [epoch(0)] })), null);
});

test("nothing more comes of runs that have ended", () => {
  assert.ok(isOver(at({ state: "failed" })));
  assert.ok(!isOver(at({ state: "paused" })));
});

test("a second phase lies behind the first along the steps", () => {
  const second = [3, 4].map((number) =>
    epoch(number, { phase: "adversarial", at: 10 * (number - 2) }),
  );
  const run = known({
    epochs: [epoch(0, { at: 0 }), epoch(1), epoch(2), ...second],
    curves: [
      { ...curve, steps: 200, stride: 100, mean: [3, 2] },
      { ...curve, phase: "adversarial", steps: 40, stride: 30, mean: [1, 1] },
    ],
  });
  const begins = beginnings(run);
  assert.deepEqual([...begins], [["likelihood", 0], ["adversarial", 200]]);
  assert.deepEqual(run.epochs.map((each) => stepOf(run, each, begins)), [0, 100, 200, 220, 240]);
  assert.deepEqual(run.curves.map((each) => placesOf(each, begins)), [[100, 200], [230, 240]]);
});
