import assert from "node:assert/strict";
import { test } from "node:test";
import * as edits from "../../src/music/edits.ts";
import { type Note, type Song, toDocument } from "../../src/music/song.ts";
import * as changes from "../../src/studio/changes.ts";
import { Drafting } from "../../src/studio/draft.ts";
import { isEmpty, ownSong } from "../../src/studio/state.ts";
import type { Studio } from "../../src/studio/studio.ts";
import { Drawer, note, quietStudio, songWith } from "./instruments.ts";

const EDITS = 200;
const from = { origin: { kind: "preset" }, source: "preset:ode" } as const;

/** Whole numbers below `most`, the same for the same seed (mulberry32). */
function drawing(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

/** The page: what was left is taken up by another one on the same browser. */
function page(local: Drawer, tab: Drawer): { studio: Studio; drafting: Drafting } {
  const { studio } = quietStudio();
  const keeper = { local, tab, events: new EventTarget(), hidden: () => false };
  return { studio, drafting: new Drafting(studio, keeper, () => {}) };
}

const written = ({ state }: Studio): string => JSON.stringify(toDocument(ownSong(state)));

function edit(studio: Studio, draw: (most: number) => number): void {
  const { song } = studio;
  const track = draw(song.tracks.length);
  const notes = song.tracks[track]?.notes ?? [];
  const some = notes.filter(() => draw(3) === 0);
  const applied = ({ song: next }: { song: Song }): void => void studio.apply(next, "Edit");
  const added = (): Note => ({ ...note(draw(64) * 240, 36 + draw(60)), velocity: 1 + draw(127) });
  const kinds: (() => void)[] = [
    () => applied(edits.addNotes(song, track, [added(), added()])),
    () => applied(edits.moveNotes(song, track, some, (draw(9) - 4) * 240, draw(9) - 4)),
    () => applied(edits.resizeNotes(song, track, some, (draw(5) - 2) * 240, 240)),
    () => applied(edits.changeVelocity(song, track, some, () => 1 + draw(127))),
    () => applied(edits.removeNotes(song, track, some.slice(0, 2))),
    () => studio.change(changes.addTrack),
    () => studio.change(changes.removeTrack, track),
    () => studio.change(changes.moveTrack, track, draw(song.tracks.length)),
    () => studio.change(changes.changeTrack, track, { volume: draw(128) }, "Change volume"),
  ];
  kinds[draw(kinds.length)]?.();
}

function step(studio: Studio, by: typeof changes.undo, expected: string): void {
  studio.change(by);
  assert.equal(written(studio), expected);
}

for (const seed of [1, 2, 3]) {
  test(`${EDITS} edits are undone to the first note, over reloads (seed ${seed})`, () => {
    const draw = drawing(seed);
    const [local, tab] = [new Drawer(), new Drawer()];
    let { studio, drafting } = page(local, tab);
    studio.open(songWith(note(0), note(960, 64)), "Ode", from, "Open Ode");
    const seen = [written(studio)];
    while (seen.length <= EDITS) {
      const steps = studio.state.piece.history.past.length;
      edit(studio, draw);
      const grew = studio.state.piece.history.past.length > steps;
      assert.ok(grew || written(studio) === seen.at(-1));
      if (grew) seen.push(written(studio));
      if (draw(40) > 0 || isEmpty(studio.state)) continue; // without notes there is nothing to keep
      drafting.write();
      ({ studio, drafting } = page(local, tab));
      const mine = drafting.mine();
      assert.ok(mine);
      drafting.resume(mine);
      assert.equal(written(studio), seen.at(-1));
    }
    for (const before of seen.slice(0, -1).toReversed()) step(studio, changes.undo, before);
    assert.equal(written(studio), seen[0]);
    for (const after of seen.slice(1)) step(studio, changes.redo, after);
  });
}

test("an edit that changes nothing is no step, and leaves the selection", () => {
  const { studio } = quietStudio();
  studio.open(songWith(note(0), note(960, 64)), "Ode", from, "Open Ode");
  const [first] = studio.song.tracks[0]?.notes ?? [];
  assert.ok(first);
  studio.change(changes.selectNotes, [first]);
  const before = studio.state;
  studio.apply(edits.moveNotes(studio.song, 0, [first], 0, 0).song, "Move notes");
  assert.equal(studio.state.piece, before.piece);
  assert.deepEqual(studio.state.selection, [first]);
});
