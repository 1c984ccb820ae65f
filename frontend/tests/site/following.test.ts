import assert from "node:assert/strict";
import { test } from "node:test";
import { followBoard, LATEST_MS, SOONEST_MS } from "../../src/site/following.ts";
import { nextWords } from "../../src/site/revealing.ts";

/** Follows a board that says these words, until it is renewed for the `last` time. */
async function following(words: readonly (string | null)[], busy: boolean, last: number) {
  const pauses: number[] = [];
  let [asked, renewed] = [0, 0];
  await followBoard({
    ask: async () => (asked < words.length ? (words[asked++] ?? null) : assert.fail()),
    renew: async () => ++renewed < last,
    pause: async (ms) => void pauses.push(ms),
    busy: () => busy,
    seen: async () => undefined,
  });
  return { pauses, asked };
}

test("a board that changed is renewed, and one that did not answer is asked again", async () => {
  const { asked } = await following(["a", "a", null, "a", "b"], true, 1);
  assert.equal(asked, 5);
});

test("it is asked more rarely while nobody moves, and soon again after a change", async () => {
  const same = Array.from({ length: 20 }, () => "a");
  const { pauses } = await following([...same, "b", "c"], false, 2);
  assert.equal(pauses[0], SOONEST_MS);
  assert.equal(pauses[19], LATEST_MS);
  assert.equal(pauses[20], SOONEST_MS);
  const { pauses: busily } = await following([...same, "b"], true, 1);
  assert.ok(busily.every((ms) => ms === SOONEST_MS));
});

test("the button of a result names what it tells", () => {
  const told = [3, 2, 1, 0].map(nextWords);
  const places = ["third", "second", "first"].map((name) => `Tell the ${name} place`);
  assert.deepEqual(told, [...places, null]);
});
