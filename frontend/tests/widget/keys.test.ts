import assert from "node:assert/strict";
import { test } from "node:test";
import { type Keyed, pressed } from "../../src/widget/keys.ts";

const PLAYER = ["toggle", "next", "prev", "mute", "seekBy", "seekToShare", "louder"] as const;

test("each key does one thing, and other keys nothing", () => {
  const done: unknown[][] = [];
  const player = Object.fromEntries(
    PLAYER.map((name) => [name, (...given: unknown[]) => done.push([name, ...given])]),
  ) as unknown as Keyed;
  for (const key of ["k", "j", "l", "m", "n", "p", "+", "-", "0", "7"])
    assert.ok(pressed(key, player));
  assert.deepEqual(done, [
    ["toggle"],
    ["seekBy", -10],
    ["seekBy", 10],
    ["mute"],
    ["next"],
    ["prev"],
    ["louder", 5],
    ["louder", -5],
    ["seekToShare", 0],
    ["seekToShare", 0.7],
  ]);
  for (const key of ["x", "Tab", "constructor", "toString", ""])
    assert.equal(pressed(key, player), false);
});
