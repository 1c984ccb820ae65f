import assert from "node:assert/strict";
import { test } from "node:test";
import { bearsLogarithm, joined, wantsLogarithm } from "../../src/charts/joining.ts";
import { figureText, lastOf, type Line, type Picture } from "../../src/charts/picture.ts";
import { MOST_ROWS, rowsOf, spokenAt } from "../../src/charts/rows.ts";
import { reachOf } from "../../src/charts/scale.ts";

const line = (x: number[], y: (number | null)[], label = "training"): Line => ({
  key: label,
  label,
  colour: "--track-1",
  x,
  y,
});
const picture = (...lines: Line[]): Picture => ({
  key: "p",
  title: "Surprise",
  sentence: "",
  along: "Epoch",
  lines,
});

test("figures have as many digits as tell them apart", () => {
  assert.equal(figureText(1.23456), "1.23");
  assert.equal(figureText(0.00012), "1.2e-4");
  assert.equal(figureText(0), "0");
  assert.equal(figureText(123456), "123k");
  assert.equal(figureText(null), "none");
  assert.equal(figureText(Number.NaN), "none");
});

test("shares are told in percent", () => {
  assert.equal(figureText(0.71, true), "71 %");
  assert.equal(figureText(0.034, true), "3.4 %");
  assert.equal(figureText(1, true), "100 %");
});

test("lines at different places share one axis; a place of the other is no gap", () => {
  const [train, valid] = [line([1, 2, 3], [5, null, 3]), line([2, 4], [6, 7], "validation")];
  const { x, column } = joined([train, valid]);
  assert.deepEqual(x, [1, 2, 3, 4]);
  assert.deepEqual(column(train, train.y), [5, null, 3, undefined]);
  assert.deepEqual(column(valid, valid.y), [undefined, 6, undefined, 7]);
});

test("a logarithm is wanted where figures above nought differ by orders", () => {
  assert.ok(wantsLogarithm([line([1, 2], [200, 1])]));
  assert.ok(!wantsLogarithm([line([1, 2], [2, 1])]));
  assert.ok(!wantsLogarithm([line([1, 2], [200, -1])]));
  assert.ok(!wantsLogarithm([line([1], [null])]));
  assert.ok(!bearsLogarithm([line([1, 2], [200, 0])]));
});

test("the last figure is one that was told", () => {
  assert.deepEqual(lastOf(line([1, 2, 3], [4, 5, null])), { x: 2, y: 5 });
  assert.equal(lastOf(line([], [])), null);
});

test("the table has a row a place, and an empty cell where a line has none", () => {
  const rows = rowsOf(picture(line([1, 2], [0.5, 0.25]), line([2], [0.75], "validation")));
  assert.deepEqual(rows.head, ["Epoch", "training", "validation"]);
  assert.deepEqual(rows.body, [
    ["1", "0.5", ""],
    ["2", "0.25", "0.75"],
  ]);
});

test("the table of many steps is thinned, and keeps the last", () => {
  const many = Array.from({ length: 2001 }, (_, at) => at);
  const { body, every } = rowsOf(picture(line(many, many)));
  assert.ok(body.length <= MOST_ROWS + 1);
  assert.ok(every > 1);
  assert.equal(body.at(-1)?.[0], "2000");
});

test("a place is read with all its lines", () => {
  const both = picture(line([5], [1.2]), line([5], [1.3], "validation"));
  assert.equal(spokenAt(both, 5), "Epoch 5: training 1.2, validation 1.3.");
  assert.equal(spokenAt(both, 6), "Epoch 6: nothing.");
});

test("the axis reaches over lines, range and guide", () => {
  const around = { ...picture(), range: { low: 2, high: 9, label: "real" } };
  const [low, high] = reachOf(around, 3, 4);
  assert.ok(low < 2 && high > 9);
  assert.ok(reachOf({ ...picture(), share: true }, 0.2, 0.97)[1] <= 1);
  assert.deepEqual(reachOf(picture(), null, null), [0, 1]);
  const [below, above] = reachOf(picture(), 5, 5);
  assert.ok(below < 5 && above > 5);
});
