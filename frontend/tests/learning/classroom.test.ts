import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  answeredFirst,
  bringAlong,
  type Classroom,
  type Told,
  tell,
  untold,
} from "../../src/learning/classroom.ts";

const shelf = new Map<string, string>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, text: string) => void shelf.set(key, text),
    removeItem: (key: string) => void shelf.delete(key),
  },
});
const sent: Told[] = [];
const room = (seated: boolean, fails = false): Classroom => ({
  seated,
  send: async (told) => {
    if (fails) throw new Error("away");
    sent.push(told);
  },
});

beforeEach(() => {
  shelf.clear();
  sent.length = 0;
});

test("who sits in no class tells nothing, and nothing is kept for one", async () => {
  answeredFirst(room(false), "x/q", 1);
  await tell(room(false), { x: ["a"] });
  assert.deepEqual([sent, untold()], [[], {}]);
});

test("steps and first answers are told together, each answer once", async () => {
  answeredFirst(room(true), "x/q", 1);
  answeredFirst(room(true), "x/q", 0);
  await tell(room(true), { x: ["a"] });
  await tell(room(true), { x: ["a"] });
  const steps = [{ capsule: "x", step: "a" }];
  const answers = [{ capsule: "x", question: "q", choice: 1 }];
  assert.deepEqual(sent, [
    { steps, answers },
    { steps, answers: [] },
  ]);
});

test("what did not arrive goes with the next", async () => {
  answeredFirst(room(true), "x/q", 1);
  await tell(room(true, true), {});
  assert.deepEqual(untold(), { "x/q": 1 });
  await tell(room(true), {});
  assert.equal(sent.length, 1);
  assert.deepEqual(untold(), {});
});

test("what is answered while it is told is not forgotten", async () => {
  answeredFirst(room(true), "x/q", 1);
  const slow = { seated: true, send: async () => answeredFirst(room(true), "x/r", 2) };
  await tell(slow, {});
  assert.deepEqual(untold(), { "x/r": 2 });
});

test("the form that joins has the steps of this browser", () => {
  const field = { value: "" };
  const page = { querySelector: () => field } as unknown as ParentNode;
  bringAlong(page, { x: ["a", "b"] });
  assert.deepEqual(JSON.parse(field.value), [
    { capsule: "x", step: "a" },
    { capsule: "x", step: "b" },
  ]);
});
