import assert from "node:assert/strict";
import { test } from "node:test";
import { diceOf } from "../../src/learning/dice.ts";
import { examplesOf, freshWeights, Network, WEIGHTS } from "../../src/learning/overfit/network.ts";
import { EPOCHS, Run } from "../../src/learning/overfit/run.ts";
import * as sample from "../../src/learning/overfit/sample.ts";
import { barsOf, HELD, HOLD, LEARNT, notesOf, REST } from "../../src/learning/overfit/tunes.ts";

const run = new Run();
while (!run.over) run.goOn();
const epoch = (at: number) => run.epochs.at(at) as { learnt: number; held: number };

test("each weight's slope is how the loss changes with it", () => {
  const network = new Network(freshWeights(diceOf(3)));
  const batch = examplesOf(LEARNT).slice(40, 60);
  const slope = network.slopeOf(batch).slice();
  const nats = (): number => network.loss(batch) * Math.LN2;
  const little = 1e-5;
  for (let at = 7; at < WEIGHTS; at += 97) {
    const before = network.weights[at] as number;
    network.weights[at] = before + little;
    const above = nats();
    network.weights[at] = before - little;
    const measured = (above - nats()) / (2 * little);
    network.weights[at] = before;
    assert.ok(Math.abs(measured - (slope[at] as number)) < 1e-6, `${at}: ${measured}`);
  }
});

test("it has as many weights as the page says, and probabilities add up to one", () => {
  assert.equal(WEIGHTS, 3_467);
  const network = new Network(freshWeights(diceOf(1)));
  const sum = network.believe([0, 11, 22]).reduce((all, each) => all + each, 0);
  assert.ok(Math.abs(sum - 1) < 1e-12);
});

test("it learns, and then it learns by heart", () => {
  assert.equal(run.epochs.length, EPOCHS + 1);
  assert.ok(epoch(-1).learnt < 0.2, String(epoch(-1).learnt));
  assert.ok(run.best >= 3 && run.best <= 30, String(run.best));
  assert.ok(epoch(run.best).held < epoch(0).held - 1);
  assert.ok(epoch(-1).held > epoch(run.best).held + 2);
});

test("what it copies grows from what chance makes to most of it", () => {
  const share = (at: number): number =>
    sample.copiedShare(run.epochs.at(at)?.weights as Float64Array);
  assert.ok(share(run.best) <= 0.08, String(share(run.best)));
  assert.ok(share(-1) > 0.7, String(share(-1)));
  assert.ok(sample.copiedByChance() < 0.1);
  for (const { symbols } of LEARNT) assert.ok(sample.copies(symbols).every(Boolean));
});

test("the same seed is the same training and the same melody", () => {
  const other = new Run();
  for (let at = 0; at < 3; at += 1) other.goOn();
  assert.deepEqual(other.epochs[3]?.weights, run.epochs[3]?.weights);
  const weights = run.epochs[3]?.weights as Float64Array;
  assert.deepEqual(sample.sampled(weights, 5), sample.sampled(weights, 5));
  assert.notDeepEqual(sample.sampled(weights, 5), sample.sampled(weights, 6));
});

test("no bar of a tune that is held back was typed in wrong", () => {
  for (const { name, symbols } of [...LEARNT, ...HELD]) {
    assert.ok(symbols.every((symbol) => symbol >= 0), name);
    assert.equal(symbols.length % 8, 0, name);
    assert.equal(barsOf(symbols).join("").length, symbols.length);
  }
});

test("a hold makes a note longer, and nothing else does", () => {
  const told = notesOf([0, HOLD, HOLD, REST, HOLD, 1, 1, HOLD]);
  const found = told.map(({ onset, length }) => [onset / 480, length / 480]);
  assert.deepEqual(found, [[0, 3], [5, 1], [6, 2]]);
});
