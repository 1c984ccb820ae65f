import assert from "node:assert/strict";
import { test } from "node:test";
import { lossPictures } from "../../src/training/losspictures.ts";
import { musicPictures } from "../../src/training/musicpictures.ts";
import type { Known } from "../../src/training/known.ts";
import { epoch, known } from "./runs.ts";

const alone = (run: Known) => [{ key: "", name: "", known: run }];
const two = (one: Known, other: Known) => [
  { key: "a", name: "First", known: one },
  { key: "b", name: "Second", known: other },
];
const gan = known({
  epochs: [
    epoch(1, { losses: { train: { loss: 2, state: 1 }, valid: { loss: 2, nats: 2 } } }),
    epoch(2, {
      phase: "adversarial",
      losses: {
        train: { loss: 2, critic: 1, generator: 3, told: 0.7 },
        valid: { loss: 2, told: 0.8, nats: 2 },
      },
    }),
  ],
  curves: [
    { phase: "likelihood", name: "loss", stride: 1, steps: 2, from: 0, mean: [3, 2] },
    {
      ...{ phase: "adversarial", name: "critic", stride: 2, steps: 4, from: 0 },
      ...{ mean: [2, 1], least: [1, 0], greatest: [3, 2] },
    },
  ],
});

test("generator and critic have charts of their own, before what only builders look at", () => {
  const names = lossPictures(alone(gan), "epochs").map(({ key }) => key);
  assert.deepEqual(names.toSorted(), ["critic", "generator", "loss", "state", "told"]);
  assert.equal(names.at(-1), "state");
  const aside = lossPictures(alone(gan), "epochs").filter((each) => each.aside);
  assert.deepEqual(aside.map(({ key }) => key), ["state"]);
});

test("training and validation are two lines of one chart", () => {
  const [loss] = lossPictures(alone(known()), "epochs");
  assert.deepEqual(loss?.lines.map(({ label, x }) => [label, x]), [
    ["training", [1, 2, 3]],
    ["validation", [0, 1, 2, 3]],
  ]);
});

test("along the steps the training line is that of every step, with its shade", () => {
  const critic = lossPictures(alone(gan), "steps").find(({ key }) => key === "critic");
  const [line] = critic?.lines ?? [];
  assert.equal(critic?.along, "Step");
  assert.deepEqual(line?.x, [4, 6]);
  assert.deepEqual([line?.y, line?.low, line?.high], [[2, 1], [1, 0], [3, 2]]);
  assert.ok(line?.smooth);
});

test("what the critic tells is a share, with a line where guessing is", () => {
  const critic = lossPictures(alone(gan), "epochs").find(({ key }) => key === "told");
  assert.ok(critic?.share);
  assert.equal(critic?.guide?.at, 0.5);
});

test("two runs are on the same chart, told apart by name and colour", () => {
  const [loss] = lossPictures(two(known(), known()), "epochs");
  assert.deepEqual(loss?.lines.map(({ label }) => label), [
    ...["First, training", "First, validation", "Second, training", "Second, validation"],
  ]);
  assert.equal(new Set(loss?.lines.map(({ key }) => key)).size, 4);
  assert.equal(new Set(loss?.lines.map(({ colour }) => colour)).size, 2);
});

test("the distance has its interval, and every measure the range of real music", () => {
  const [distance, empty, polyphony] = musicPictures(alone(known()));
  assert.deepEqual(distance?.lines[0]?.y, [4, 2, 4 / 3, 1]);
  assert.deepEqual(distance?.lines[0]?.high, [5, 2.5, 5 / 3, 1.25]);
  assert.deepEqual([empty?.range?.low, empty?.range?.high, empty?.share], [0, 0.1, true]);
  assert.equal(polyphony?.range, undefined);
});

test("a distance without an interval is a line alone", () => {
  const epochs = [epoch(0, { figures: { distance: 0.8 } })];
  const [distance] = musicPictures(alone(known({ epochs })));
  assert.deepEqual([distance?.lines[0]?.y, distance?.lines[0]?.low], [[0.8], undefined]);
});

test("runs that learn from different music have no common range", () => {
  const other = known({ real: { "empty bars": { low: 0.2, median: 0.3, high: 0.4 } } });
  const pictures = musicPictures(two(known(), other));
  const measure = pictures.find(({ key }) => key === "measure empty bars");
  assert.equal(measure?.range, undefined);
});

test("before the first epoch there is nothing to draw", () => {
  assert.deepEqual(lossPictures(alone(known({ epochs: [] })), "epochs"), []);
  assert.deepEqual(musicPictures(alone(known({ epochs: [] }))), []);
});
