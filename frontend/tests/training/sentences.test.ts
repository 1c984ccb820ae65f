import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceSentence, lossSentence, measureSentence } from "../../src/training/sentences.ts";
import type { Known } from "../../src/training/known.ts";
import { epoch, known } from "./runs.ts";

const alone = (run: Known) => [{ key: "", name: "", known: run }];
const told = (share: number): Known =>
  known({ epochs: [epoch(1, { losses: { valid: { told: share } } })] });
const losses = (...pairs: readonly (readonly [number, number])[]): Known =>
  known({
    epochs: pairs.map(([train, valid], at) =>
      epoch(at + 1, { losses: { train: { loss: train }, valid: { loss: valid } } }),
    ),
  });

test("what the critic tells is said beside guessing", () => {
  assert.equal(
    lossSentence("told", alone(told(0.71))),
    "The critic tells 71 % of the windows; 50 % would be guessing.",
  );
  assert.match(lossSentence("told", alone(told(0.97))), /It wins/);
  assert.match(lossSentence("told", alone(told(0.5))), /hardly/);
});

test("a loss is said by its course on unseen music", () => {
  const sentence = lossSentence("loss", alone(losses([2, 2.1], [1.6, 1.8])));
  assert.match(sentence, /^From 2.1 to 1.8 on music that it has not seen; its best so far\./);
});

test("it says where the least was, when it was before", () => {
  const course = losses([2, 2.1], [1.6, 1.7], [1.6, 1.8]);
  assert.match(lossSentence("loss", alone(course)), /epoch 2: 1.7/);
});

test("it says when it begins to learn by heart", () => {
  assert.match(lossSentence("loss", alone(losses([2, 2.1], [1, 1.9]))), /by heart/);
  assert.doesNotMatch(lossSentence("loss", alone(losses([2, 2.1], [1.8, 1.9]))), /by heart/);
});

test("the distance is said beside where it began", () => {
  const sentence = distanceSentence(alone(known()));
  assert.match(sentence, /^Now 25 % of where it began; nearest at epoch 3\./);
});

test("before the first epoch the distance is that of an untrained network", () => {
  assert.match(distanceSentence(alone(known({ epochs: [epoch(0)] }))), /before it has learnt/);
  assert.equal(distanceSentence(alone(known({ epochs: [] }))), "It has not played yet.");
});

test("a measure is said beside real music", () => {
  const say = (value: number): string => {
    const epochs = [epoch(1, { measures: { "empty bars": value } })];
    return measureSentence("empty bars", alone(known({ epochs })));
  };
  assert.equal(say(0.08), "8 % now; most real music has 0 % to 10 %: like real music.");
  assert.match(say(0.5), /more than real music/);
});

test("a measure that is not defined is said to be so", () => {
  const nothing = known({ epochs: [epoch(1, { measures: { "empty bars": null } })] });
  assert.match(measureSentence("empty bars", alone(nothing)), /cannot be told/);
});

test("of two runs each is said by its name", () => {
  const both = [
    { key: "a", name: "First", known: told(0.71) },
    { key: "b", name: "Second", known: told(0.6) },
  ];
  assert.match(lossSentence("told", both), /^First: .*71 %.*\nSecond: .*60 %/);
});
