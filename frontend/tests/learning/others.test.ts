import assert from "node:assert/strict";
import { test } from "node:test";
import { diceOf } from "../../src/learning/dice.ts";
import * as bars from "../../src/learning/others/bars.ts";
import * as code from "../../src/learning/others/code.ts";
import { denoised, signalAt, STEPS, unfolded } from "../../src/learning/others/diffusion.ts";
import { carriedOn, fitted } from "../../src/learning/others/forecast.ts";
import { grown } from "../../src/learning/others/strides.ts";

const near = (one: number, other: number, off = 1e-9): void =>
  assert.ok(Math.abs(one - other) < off, `${one} is not ${other}`);
const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, each, at) => sum + each * (other[at] as number), 0);
const vectors = bars.BARS.map(({ symbols }) => bars.vectorOf(symbols));

test("a bar is a vector and back", () => {
  for (const { symbols, text } of bars.BARS) {
    assert.deepEqual(bars.symbolsOf(bars.vectorOf(symbols)), symbols);
    assert.equal(bars.textOf(symbols), text);
  }
});

test("the more numbers in the middle, the less is lost", () => {
  const ways = code.componentsOf(code.MOST_NUMBERS);
  ways.forEach((way, at) => ways.forEach((other, to) => near(dot(way, other), Number(at === to))));
  const lost = (numbers: number): number => {
    const some = ways.slice(0, numbers);
    const off = vectors.map((vector) => {
      const back = code.decoded(code.encoded(vector, some), some);
      return back.map((cell, at) => cell - (vector[at] as number));
    });
    return off.reduce((sum, each) => sum + dot(each, each), 0);
  };
  for (let numbers = 1; numbers < code.MOST_NUMBERS; numbers += 1)
    assert.ok(lost(numbers + 1) < lost(numbers));
  assert.deepEqual(code.between([0, 2], [4, 2], 0.25), [1, 2]);
});

test("whatever the noise, it ends at a bar that is known, and not always at the same", () => {
  const ends = Array.from({ length: 40 }, (_, seed) => {
    const end = unfolded(diceOf(seed)).at(-1) as number[];
    return bars.textOf(bars.symbolsOf(end));
  });
  assert.ok(ends.every((text) => bars.BARS.some((bar) => bar.text === text)));
  assert.ok(new Set(ends).size >= 15, String(new Set(ends).size));
});

test("hardly any noise is seen through, and from noise alone nothing is told", () => {
  const bar = (vectors[5] as number[]).map((cell) => 2 * cell - 1);
  denoised(bar, 1).forEach((cell, at) => near(cell, bar[at] as number, 1e-6));
  assert.ok(signalAt(STEPS) < 1e-3 && signalAt(0) === 1);
  const mean = code.MEAN.map((cell) => 2 * cell - 1);
  denoised(bar.map(() => 0), STEPS).forEach((cell, at) => near(cell, mean[at] as number, 1e-2));
});

test("a forecast without chance comes to rest at the mean, with chance it does not", () => {
  const tune = [64, 64, 65, 67, 67, 65, 64, 62, 60, 60, 62, 64, 62, 60, 60, 60];
  for (const order of [1, 2, 4, 6]) {
    const model = fitted(tune, order);
    near(carriedOn(model, tune, 400, null).at(-1) as number, model.mean, 1e-3);
    const wild = carriedOn(model, tune, 400, diceOf(1)).slice(200);
    assert.ok(Math.max(...wild) - Math.min(...wild) > 3);
  }
  const one = [60, 60, 60, 60];
  assert.deepEqual(carriedOn(fitted(one, 2), one, 3, diceOf(1)), [60, 60, 60]);
});

test("a number reaches four places, and what is even stays even", () => {
  assert.deepEqual(grown([0, 1, 0, 0]), [0, 0.25, 0.75, 0.75, 0.25, 0, 0, 0].slice(0, 8));
  const even = grown(grown([1, 1, 1, 1]));
  assert.equal(even.length, 16);
  assert.ok(even.slice(3, -3).every((value) => value === 1));
});
