import assert from "node:assert/strict";
import { test } from "node:test";
import { Flood } from "../../src/widget/flood.ts";

function admitted(flood: Flood, count: number): { heard: number; told: number } {
  let [heard, told] = [0, 0];
  for (let at = 0; at < count; at += 1) if (flood.admits(() => (told += 1))) heard += 1;
  return { heard, told };
}

test("of ten thousand at once two hundred are heard, and that is told once", () => {
  const flood = new Flood(() => 0);
  assert.deepEqual(admitted(flood, 10_000), { heard: 200, told: 1 });
});

test("a second later there is room for a hundred", () => {
  let now = 0;
  const flood = new Flood(() => now);
  admitted(flood, 10_000);
  now = 1000;
  assert.deepEqual(admitted(flood, 10_000), { heard: 100, told: 1 });
});

test("a slider that is dragged is never cut short", () => {
  let now = 0;
  const flood = new Flood(() => (now += 1000 / 60));
  assert.deepEqual(admitted(flood, 6000), { heard: 6000, told: 0 });
});
