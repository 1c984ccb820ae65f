import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CELLS, REAL } from "../../src/learning/gan/beats.ts";
import { caughtOf, CLUES, farOf } from "../../src/learning/gan/clues.ts";
import * as judging from "../../src/learning/gan/critic.ts";
import { answersOf, deal, isCopy, rightOf } from "../../src/learning/gan/dealing.ts";
import { Dice } from "../../src/learning/gan/dice.ts";
import { columnAt } from "../../src/learning/gan/drummer.ts";
import * as forging from "../../src/learning/gan/forger.ts";
import { Game, NOISE, rowsOf, WIDTH } from "../../src/learning/gan/game.ts";
import { Learner } from "../../src/learning/gan/learner.ts";
import { played } from "../../src/learning/gan/pretrain.ts";
import { SEED, STAGES, stagesIn, TRAINED } from "../../src/learning/gan/stages.ts";
import { fileOf, tensorsIn } from "../../src/learning/gan/tensors.ts";
import { figuresOf, Training } from "../../src/learning/gan/training.ts";
import { songOfBars } from "../../src/learning/forged.ts";

const file = new URL("../../../static/learning/forger-and-critic.safetensors", import.meta.url);
const bytes = Uint8Array.from(readFileSync(file)).buffer;
const stages = stagesIn(bytes);
const sum = (list: Iterable<number>): number => Array.from(list).reduce((all, x) => all + x, 0);

/** Slopes by shaking each number a little, for some of them. */
function shaken(numbers: Float64Array, error: () => number): [at: number, slope: number][] {
  const by = 1e-5;
  const step = Math.ceil(numbers.length / 12);
  return Array.from({ length: Math.ceil(numbers.length / step) }, (_, turn) => {
    const at = turn * step;
    const before = numbers[at] as number;
    numbers[at] = before + by;
    const up = error();
    numbers[at] = before - by;
    const down = error();
    numbers[at] = before;
    return [at, (up - down) / (2 * by)];
  });
}

function agree(pairs: [number, number][], slopes: Float64Array): void {
  for (const [at, slope] of pairs) {
    const off = Math.abs((slopes[at] as number) - slope);
    assert.ok(off < 1e-6 * Math.max(1, Math.abs(slope)), `${at}: ${slopes[at]} is not ${slope}`);
  }
}

test("the critic's slopes are those of its error", () => {
  const critic = judging.criticOf(12, 5, new Dice(3));
  const rows = new Dice(4).normals(12 * 6);
  const wanted = new Dice(5).normals(6); // the error is a sum of verdicts, each with its weight
  const error = (): number =>
    sum(judging.judge(critic, rows).verdicts.map((each, at) => each * (wanted[at] as number)));
  const learner = new Learner(judging.layersOf(critic));
  const slopes = judging.withLayers(critic, learner.blank());
  judging.learnFrom(critic, slopes, judging.judge(critic, rows), wanted);
  for (const layer of ["hidden", "last"] as const)
    for (const kind of ["weight", "bias"] as const)
      agree(shaken(critic[layer][kind], error), slopes[layer][kind]);
  agree(shaken(rows, error), judging.blame(critic, judging.judge(critic, rows), wanted));
});

test("the forger's slopes are those of what its bars are blamed for", () => {
  const forger = forging.forgerOf(4, 6, 12, new Dice(6));
  const noise = new Dice(7).normals(4 * 5);
  const wanted = new Dice(8).normals(12 * 5);
  const error = (): number =>
    sum(forging.forge(forger, noise).rows.map((each, at) => each * (wanted[at] as number)));
  const slopes = forging.withLayers(forger, new Learner(forging.layersOf(forger)).blank());
  forging.learnFrom(forger, slopes, forging.forge(forger, noise), wanted);
  for (const layer of ["hidden", "last"] as const)
    for (const kind of ["weight", "bias"] as const)
      agree(shaken(forger[layer][kind], error), slopes[layer][kind]);
});

test("the shipped stages are those that its seed gives", () => {
  const [begin, next] = [...played(SEED, STAGES.slice(0, 2))];
  const { tensors } = tensorsIn(bytes);
  for (const [name, { numbers, shape }] of Object.entries({ ...begin, ...next })) {
    assert.deepEqual(tensors[name]?.shape, shape);
    numbers.forEach((each, at) =>
      assert.ok(Math.abs(each - (tensors[name]?.numbers[at] as number)) < 1e-5, name),
    );
  }
});

test("the text tells how many weights there are", () => {
  const { forger, critic } = stages.pair(TRAINED);
  const count = (layers: readonly { weight: Float64Array; bias: Float64Array }[]): number =>
    sum(layers.map(({ weight, bias }) => weight.length + bias.length));
  const path = "../../../chartbusters/learning/texts/en/forger-and-critic.md";
  const text = readFileSync(new URL(path, import.meta.url), "utf8");
  const [made, judged] = [forging.layersOf(forger), judging.layersOf(critic)].map(count);
  assert.match(text, new RegExp(`${made?.toLocaleString("en")} in the forger`));
  assert.match(text, new RegExp(`${judged?.toLocaleString("en")} in the critic`));
  assert.match(text, new RegExp(`All ${REAL.length} were written`));
  assert.match(text, new RegExp(`after ${TRAINED.toLocaleString("en")} rounds`));
  assert.equal(NOISE, 10); // ten random numbers go in
  assert.equal(forger.hidden.outputs, WIDTH);
});

test("a file that is not whole is no pair", () => {
  const { about, tensors } = tensorsIn(bytes);
  const { [`${TRAINED}.critic.last.bias`]: _, ...rest } = tensors;
  const broken = stagesIn(fileOf(about, rest).buffer);
  assert.throws(() => broken.pair(TRAINED), /not in the file/);
  assert.deepEqual(fileOf(about, tensors), new Uint8Array(bytes));
});

test("the same seed trains the same pair, another seed another", () => {
  const after = (seed: number): string => {
    const training = new Training(new Game(seed));
    for (let round = 0; round < 5; round += 1) training.round();
    return JSON.stringify([training.errors, training.bars(), training.told]);
  };
  assert.equal(after(1), after(1));
  assert.notEqual(after(1), after(2));
});

test("only the one whose turn it is learns", () => {
  const game = new Game(1);
  const weights = (): string[] =>
    [game.forger, game.critic].map(({ last }) => Array.from(last.weight).join());
  const [forger, critic] = weights();
  game.turnOfCritic();
  assert.equal(weights()[0], forger);
  assert.notEqual(weights()[1], critic);
  const [, learnt] = weights();
  game.turnOfForger();
  assert.notEqual(weights()[0], forger);
  assert.equal(weights()[1], learnt);
});

test("hands are half real, half forged, and no forgery is a real bar", () => {
  const forgers = ([1500, 250, 60] as const).map((stage) => stages.pair(stage).forger);
  const known = new Set(REAL.map((bar) => bar.join("")));
  for (let seed = 0; seed < 30; seed += 1) {
    const hand = deal(forgers, new Dice(seed));
    assert.equal(hand.length, 10);
    assert.equal(hand.filter(({ real }) => real).length, 5);
    for (const { bar, real } of hand) {
      assert.equal(known.has(bar.join("")), real);
      assert.equal(isCopy(bar), real);
    }
    assert.equal(new Set(hand.map(({ bar }) => bar.join(""))).size, 10);
  }
});

test("a score is right against the labels", () => {
  const hand = deal([stages.pair(250).forger], new Dice(1));
  const truth = hand.map(({ real }) => real);
  assert.equal(rightOf(hand, truth), 10);
  assert.equal(rightOf(hand, truth.map((each) => !each)), 0);
  assert.equal(rightOf(hand, truth.map(() => true)), 5);
  assert.equal(rightOf(hand, truth.map((each, at) => (at < 3 ? !each : each))), 7);
  assert.equal(rightOf(hand, truth.slice(0, 4)), 4);
});

test("the network tells more than a coin would", () => {
  const forgers = ([1500, 250, 60] as const).map((stage) => stages.pair(stage).forger);
  const { critic } = stages.pair(TRAINED);
  const right = Array.from({ length: 40 }, (_, seed) => {
    const hand = deal(forgers, new Dice(seed));
    return rightOf(hand, answersOf(critic, hand));
  });
  assert.ok(sum(right) > 0.65 * 400, `${sum(right)} of 400`);
});

test("what gives forgeries away is in no real bar", () => {
  assert.equal(caughtOf(REAL), 0);
  const bars = new Training(new Game(1, stages.pair(60))).bars(64);
  assert.ok(caughtOf(bars) > 0.9);
  assert.deepEqual(new Set(REAL.map(farOf)), new Set([0]));
  const changed = (REAL[0] as readonly number[]).map((each, at) => (at < 2 ? 1 - each : each));
  assert.equal(farOf(changed), 1); // the first stroke more is a crash, which other bars have
  assert.ok(CLUES.every(({ has }) => !REAL.some(has)));
});

test("different bars are counted, and the commonest", () => {
  const [one, other] = [REAL[0], REAL[1]] as const;
  assert.deepEqual(figuresOf([one, other, one, one] as never), { different: 2, alike: 3 });
});

test("a bar is played and opened as it is drawn", () => {
  const bar = REAL[0] as readonly number[];
  const notes = songOfBars([bar, bar], "").tracks[0]?.notes ?? [];
  assert.equal(notes.length, 2 * sum(bar));
  const heard = Array.from({ length: 16 }, (_, step) => columnAt(bar, step)).flatMap(
    ({ pitch, more = [] }, step) =>
      pitch === null ? [] : [pitch, ...more].map((each) => `${step} ${each}`),
  );
  const written = notes.slice(0, sum(bar)).map(({ onset, pitch }) => `${onset / 240} ${pitch}`);
  assert.deepEqual(heard.toSorted(), written.toSorted());
  assert.equal(rowsOf([bar]).length, CELLS);
});
