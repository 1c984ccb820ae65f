import assert from "node:assert/strict";
import { test } from "node:test";
import { addTrack } from "../../src/music/edits.ts";
import * as changes from "../../src/studio/changes.ts";
import { newState, ownSong, type StudioState } from "../../src/studio/state.ts";
import { hearTake, layTakes } from "../../src/studio/takes.ts";
import { note, songWith, takeOf } from "./instruments.ts";

const named = (name: string) => (song: ReturnType<typeof songWith>) => addTrack(song, { name });
const trio = named("Bass")(named("Alto")(songWith(note(0))));
const from = { origin: { kind: "edited" } } as const;
const opened = (): StudioState => changes.openSong(newState(), trio, "Trio", from, "Open Trio");
const names = (state: StudioState): string[] => ownSong(state).tracks.map(({ name }) => name);
const steps = (state: StudioState): number => state.piece.history.past.length;

test("a track goes to another place, in one step", () => {
  const before = opened();
  const after = changes.moveTrack(before, 2, 0);
  assert.deepEqual(names(after), ["Bass", "Melody", "Alto"]);
  assert.equal(steps(after), steps(before) + 1);
  assert.deepEqual(names(changes.undo(after)), names(before));
});

test("the track that is edited stays the same one, wherever it comes to lie", () => {
  const chosen = changes.chooseTrack(opened(), 1);
  const after = changes.moveTrack(chosen, 0, 2);
  assert.equal(ownSong(after).tracks[after.track]?.name, "Alto");
});

test("beyond the ends a track goes to the end", () => {
  assert.deepEqual(names(changes.moveTrack(opened(), 0, 99)), ["Alto", "Bass", "Melody"]);
});

test("a slider that is held is one step, whatever it passes by", () => {
  const before = opened();
  let after = changes.changeTrack(before, 1, { volume: 90 }, "Change volume");
  for (const volume of [80, 70, 60]) after = changes.slideTrack(after, 1, { volume });
  assert.equal(ownSong(after).tracks[1]?.volume, 60);
  assert.equal(steps(after), steps(before) + 1);
  assert.equal(ownSong(changes.undo(after)).tracks[1]?.volume, 100);
});

test("a colour is a step, and one that the track has already is none", () => {
  const before = opened();
  const after = changes.changeTrack(before, 1, { colour: 7 }, "Change colour");
  assert.equal(ownSong(after).tracks[1]?.colour, 7);
  assert.equal(steps(changes.changeTrack(after, 1, { colour: 7 }, "Change colour")), steps(after));
  assert.equal(ownSong(changes.undo(after)).tracks[1]?.colour, null);
});

test("a slider moved while a take is heard changes nothing of one's own song", () => {
  const take = takeOf(songWith(note(0), note(960)), trio);
  const heard = hearTake(layTakes(opened(), [take]), take);
  const moved = changes.changeTrack(heard, 0, { volume: 90 }, "Change volume");
  const after = changes.slideTrack(moved, 0, { volume: 40 });
  assert.equal(ownSong(after), trio);
});
