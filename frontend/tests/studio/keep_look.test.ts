import assert from "node:assert/strict";
import { test } from "node:test";
import { addTrack, chooseTrack, pressTrack, setGrid, setLoop } from "../../src/studio/changes.ts";
import { Drafting } from "../../src/studio/draft.ts";
import { isPressed } from "../../src/studio/mixer.ts";
import { ownSong } from "../../src/studio/state.ts";
import { Drawer, note, quietStudio, songWith } from "./instruments.ts";

const VIEW = { scrollTick: 3840, topPitch: 70, pxPerTick: 0.2, pxPerPitch: 12 };

/** The song of a page as the next page of that tab has it. */
function reloaded(change: (studio: ReturnType<typeof quietStudio>["studio"]) => void) {
  const [local, tab] = [new Drawer(), new Drawer()];
  const open = () => {
    const { studio } = quietStudio();
    const keeper = { local, tab, events: new EventTarget(), hidden: () => false };
    return { studio, drafting: new Drafting(studio, keeper, () => {}) };
  };
  const first = open();
  first.studio.open(songWith(note(0)), "Ode", { origin: { kind: "preset" } }, "Open Ode");
  first.studio.change(addTrack);
  first.drafting.view = () => VIEW;
  change(first.studio);
  first.drafting.write();
  const again = open();
  const mine = again.drafting.mine();
  assert.ok(mine);
  again.drafting.resume(mine);
  return { studio: again.studio, draft: mine.draft };
}

test("mute and solo survive a reload", () => {
  const { studio } = reloaded((before) => {
    const [first, second] = ownSong(before.state).tracks;
    assert.ok(first && second);
    before.change(pressTrack, first, "muted");
    before.change(pressTrack, second, "solo");
  });
  const [first, second] = ownSong(studio.state).tracks;
  assert.ok(first && second);
  assert.ok(isPressed(studio.state.mixer, first, "muted"));
  assert.ok(isPressed(studio.state.mixer, second, "solo"));
});

test("the loop, whether it is on, the grid and the chosen track survive a reload", () => {
  const { studio } = reloaded((before) => {
    before.change(setLoop, { start: 960, end: 3840 }, true);
    before.change(setGrid, 480);
    before.change(chooseTrack, 1);
  });
  const { loop, looping, grid, track } = studio.state;
  assert.deepEqual([loop, looping, grid, track], [{ start: 960, end: 3840 }, true, 480, 1]);
});

test("the place in the roll and its scale survive a reload", () => {
  const { draft } = reloaded(() => {});
  assert.deepEqual(draft.look?.view, VIEW);
});
