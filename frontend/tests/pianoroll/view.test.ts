import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clamped,
  facing,
  fitting,
  laneTop,
  pitchToY,
  revealing,
  scrolled,
  showing,
  tickToX,
  ticksShown,
  VIEW_DEFAULTS,
  xToTick,
  yToPitch,
  zoomed,
} from "../../src/pianoroll/view.ts";

const view = { ...VIEW_DEFAULTS, scrollTick: 1234, topPitch: 77.25 };

test("tick to x and back", () => {
  for (let tick = 0; tick < 50_000; tick += 997)
    assert.ok(Math.abs(xToTick(view, tickToX(view, tick)) - tick) < 1e-6);
});

test("pitch to y and back, anywhere in the row", () => {
  for (let pitch = 0; pitch < 128; pitch += 1) {
    const top = pitchToY(view, pitch);
    for (const inside of [0.01, 0.5, 0.99])
      assert.equal(yToPitch(view, top + inside * view.pxPerPitch), pitch);
  }
});

test("zooming keeps the tick under the pointer", () => {
  const before = xToTick(view, 500);
  assert.ok(Math.abs(xToTick(zoomed(view, 1.7, 500), 500) - before) < 1e-6);
});

test("the view never leaves time or pitch", () => {
  const far = scrolled(view, -1e6, -1e6);
  assert.equal(far.scrollTick, 0);
  assert.equal(far.topPitch, 127);
  const low = scrolled(view, 0, 1e6);
  assert.ok(yToPitch(low, low.height - 73) >= 0);
});

test("a cell that is out of sight comes into sight", () => {
  const shown = revealing(clamped(view), 90_000, 20);
  assert.ok(shown.scrollTick <= 90_000 && 90_000 < shown.scrollTick + ticksShown(shown));
  assert.ok(pitchToY(shown, 20) > 0 && pitchToY(shown, 20) < shown.height - 72);
});

test("fitting shows the whole song, whatever its length and its pitches", () => {
  for (const [end, low, high] of [
    [30_000, 60, 72],
    [2_900_000, 0, 127], // ten minutes at the quickest tempo
  ] as const) {
    const fitted = fitting({ ...view, width: 360 }, end, low, high);
    assert.ok(tickToX(fitted, end) <= fitted.width);
    assert.ok(pitchToY(fitted, high) >= 0);
    assert.ok(pitchToY(fitted, low - 1) <= laneTop(fitted));
  }
});

test("a stretch is shown from edge to edge", () => {
  const shown = showing(view, 5000, 45_000);
  assert.equal(shown.scrollTick, 5000);
  assert.ok(Math.abs(ticksShown(shown) - 40_000) < 1e-6);
});

test("a track out of sight is faced, one that is in sight moves nothing", () => {
  assert.equal(facing(view, [20, 70]), view);
  assert.equal(facing(view, []), view);
  const drums = facing(view, [36, 38, 42]);
  for (const pitch of [36, 38, 42])
    assert.ok(pitchToY(drums, pitch) > 0 && pitchToY(drums, pitch) < laneTop(drums));
});
