import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { doneKept, isAnswers, isDone, keep, withDone } from "../../src/learning/kept.ts";
import { handOver, rowsOf, stepDone } from "../../src/learning/progress.ts";

const shelf = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, text: string) => void shelf.set(key, text),
    removeItem: (key: string) => void shelf.delete(key),
  },
});
const sent: unknown[][] = [];
const account = (signedIn: boolean, fails = false) => ({
  signedIn,
  send: async (steps: readonly unknown[]) => {
    if (fails) throw new Error("away");
    sent.push([...steps]);
  },
});

beforeEach(() => {
  shelf.clear();
  sent.length = 0;
});

test("a visitor's steps stay in the browser, each once", async () => {
  for (const step of ["a", "b", "a"]) await stepDone(account(false), "x", step);
  assert.deepEqual(doneKept(), { x: ["a", "b"] });
  assert.deepEqual(sent, []);
});

test("who signs in hands over what the browser knows, once", async () => {
  await stepDone(account(false), "x", "a");
  await handOver(account(true));
  await handOver(account(true));
  assert.deepEqual(sent, [[{ capsule: "x", step: "a" }]]);
  assert.deepEqual(doneKept(), {});
});

test("what did not arrive goes with the next step", async () => {
  await stepDone(account(true, true), "x", "a");
  assert.deepEqual(doneKept(), { x: ["a"] });
  await stepDone(account(true), "x", "b");
  assert.deepEqual(sent, [rowsOf({ x: ["a", "b"] })]);
});

test("what is done while it is sent is not forgotten", async () => {
  await stepDone(account(false), "x", "a");
  const slow = { signedIn: true, send: async () => keep("done", withDone(doneKept(), "x", "b")) };
  await handOver(slow);
  assert.deepEqual(doneKept(), { x: ["a", "b"] });
});

test("odd things in the browser are nothing", () => {
  for (const odd of [null, 1, [], { x: 1 }, { x: [1] }]) assert.ok(!isDone(odd));
  for (const odd of [null, [], { x: "1" }, { x: 1.5 }]) assert.ok(!isAnswers(odd));
  keep("done", { x: 1 });
  assert.deepEqual(doneKept(), {});
});
