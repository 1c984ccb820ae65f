import assert from "node:assert/strict";
import { test } from "node:test";
import { enough, heardUntil, type Moment, NOTHING } from "../../src/plays/hearing.ts";

const heard = (...moments: [number, number, boolean][]): number =>
  moments
    .map(([stamp, position, sounding]): Moment => ({ stamp, position, sounding }))
    .reduce(heardUntil, NOTHING).heard;

test("what sounds while time passes is heard", () => {
  assert.equal(heard([0, 0, true], [500, 500, true], [1000, 1000, true]), 1000);
});

test("a pause adds nothing, and what comes after it is added", () => {
  assert.equal(
    heard([0, 0, true], [1000, 1000, false], [9000, 1000, true], [9500, 1500, true]),
    1500,
  );
});

test("seeking adds no more than the time it took", () => {
  assert.equal(heard([0, 0, true], [500, 60_000, true]), 500);
  assert.equal(heard([0, 60_000, true], [500, 0, true]), 0);
});

test("a song that waits for the net is not heard meanwhile", () => {
  assert.equal(heard([0, 0, true], [5000, 200, true]), 200);
});

test("playing it faster is hearing less of it", () => {
  assert.equal(heard([0, 0, true], [1000, 4000, true]), 1000);
});

test("it is told when enough was heard and enough time has passed since it began", () => {
  const begun = { token: "t", after: 2000, stamp: 100 };
  const after = (ms: number) => ({ heard: ms, last: null });
  assert.ok(enough(after(2000), begun, 2100));
  assert.ok(!enough(after(1999), begun, 9000));
  assert.ok(!enough(after(9000), begun, 2099));
  assert.ok(!enough(after(9000), { ...begun, token: "" }, 9000));
});
