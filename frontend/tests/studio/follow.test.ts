import assert from "node:assert/strict";
import { test } from "node:test";
import { ticksShown, VIEW_DEFAULTS } from "../../src/pianoroll/view.ts";
import { releaseFollow, resumeFollow, toggleFollow } from "../../src/studio/changes.ts";
import { turned } from "../../src/studio/following.ts";
import { newState } from "../../src/studio/state.ts";

test("who looks elsewhere lets go until the next start, who switches it off for good", () => {
  const released = releaseFollow(newState());
  assert.equal(released.follow, "released");
  assert.equal(resumeFollow(released).follow, "on");
  const off = toggleFollow(newState());
  assert.equal(resumeFollow(releaseFollow(off)).follow, "off");
});

test("let go, one press of the button follows again", () => {
  assert.equal(toggleFollow(releaseFollow(newState())).follow, "on");
});

test("the page turns before the playhead leaves it, and back when it jumps", () => {
  const view = { ...VIEW_DEFAULTS, scrollTick: 5000 };
  const shown = ticksShown(view);
  assert.equal(turned(view, 5000 + shown / 2), view);
  for (const tick of [5000 + 0.95 * shown, 100_000, 0]) {
    const { scrollTick } = turned(view, tick);
    assert.ok(scrollTick <= tick && tick < scrollTick + shown / 2);
  }
});
