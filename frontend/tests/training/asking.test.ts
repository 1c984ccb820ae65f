import assert from "node:assert/strict";
import { test } from "node:test";
import {
  follow,
  HIDDEN_MS,
  LATEST_MS,
  MOST_MS,
  RESTING_MS,
  SOONEST_MS,
  type Watch,
} from "../../src/training/asking.ts";
import type { Answer, Told } from "../../src/training/told.ts";
import { told } from "./runs.ts";

const NOTHING: Answer = { version: 3 };
const LOST = new Error("no line");
const GONE = new Error("gone");

/** Answers one after the other; it ends when there are none left. */
async function followed(answers: readonly (Answer | Error)[], more: Partial<Watch> = {}) {
  const seen = {
    asked: [] as string[],
    news: [] as Told[],
    waits: [] as number[],
    line: [] as boolean[],
  };
  const left = [...answers, GONE];
  await follow({
    ask: (since) => {
      seen.asked.push(since);
      const next = left.shift() ?? GONE;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    told: (news) => void seen.news.push(news),
    reached: (yes) => void seen.line.push(yes),
    pause: (ms) => {
      seen.waits.push(ms);
      return Promise.resolve();
    },
    hidden: () => false,
    resting: () => false,
    gone: (error) => error === GONE,
    ...more,
  });
  return seen;
}

test("it asks from where the last answer ended", async () => {
  const [first, second] = [told({ next: "a" }), told({ next: "b" })];
  const { asked, news } = await followed([first, NOTHING, second, NOTHING]);
  assert.deepEqual(asked, ["", "a", "a", "b", "b"]);
  assert.equal(news.length, 2);
});

test("it asks more rarely while nothing is new, and sooner again when something is", async () => {
  const { waits } = await followed([told(), NOTHING, NOTHING, NOTHING, told()]);
  assert.equal(waits[0], SOONEST_MS);
  assert.ok(waits.slice(0, 3).every((ms, index) => ms <= (waits[index + 1] ?? 0)));
  assert.equal(waits[3], LATEST_MS);
  assert.equal(waits[4], SOONEST_MS);
});

test("with the second that the site keeps an answer a point comes within five seconds", () => {
  assert.ok(LATEST_MS + 1000 <= 5000);
});

test("it says that the line is lost, and goes on from where it was", async () => {
  const { asked, line, waits } = await followed([told({ next: "a" }), LOST, LOST, NOTHING]);
  assert.deepEqual(line, [true, false, false, true]);
  assert.deepEqual(asked.slice(1), ["a", "a", "a", "a"]);
  assert.ok(Math.max(...waits) <= MOST_MS);
});

test("while the line is lost it waits longer each time, but not for ever", async () => {
  const { waits } = await followed(Array.from({ length: 12 }, () => LOST));
  assert.ok(waits.every((ms, index) => index === 0 || ms >= (waits[index - 1] ?? 0)));
  assert.equal(waits.at(-1), MOST_MS);
});

test("a page that nobody sees asks rarely", async () => {
  assert.deepEqual((await followed([told()], { hidden: () => true })).waits, [HIDDEN_MS]);
});

test("a run that rests is asked for rarely", async () => {
  assert.deepEqual((await followed([told()], { resting: () => true })).waits, [RESTING_MS]);
});

test("it ends when the run is gone", async () => {
  assert.deepEqual((await followed([])).asked, [""]);
});
