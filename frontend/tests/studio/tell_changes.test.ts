import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import * as changes from "../../src/studio/changes.ts";
import { newState, ownSong, shownSong } from "../../src/studio/state.ts";
import { hearTake, layTake } from "../../src/studio/takes.ts";
import { changedTopics } from "../../src/studio/topics.ts";
import { note, quietStudio, songWith, takeOf } from "./instruments.ts";

const from = { origin: { kind: "preset" } } as const;
const ode = songWith(note(0), note(960));

test("only what has changed is told", () => {
  const before = changes.openSong(newState(), ode, "Ode", from, "Open Ode");
  const told = (after: typeof before): string[] => changedTopics(before, after);
  assert.deepEqual(told(before), []);
  assert.deepEqual(told(changes.selectNotes(before, [note(0)])), ["selection"]);
  assert.deepEqual(told(changes.setTitle(before, "Other")), ["saved"]);
  assert.deepEqual(told(changes.toggleMetronome(before)), ["metronome"]);
  assert.deepEqual(told(layTake(before, takeOf(ode, ode))), ["takes"]);
  const edited = changes.applySong(before, songWith(note(5)), "Draw");
  assert.deepEqual(told(edited), ["song", "selection", "takes"]);
});

test("a listener of several topics is called once, and not after it has ended", () => {
  const { studio } = quietStudio();
  let calls = 0;
  const end = studio.on(["song", "selection", "takes"], () => (calls += 1));
  assert.equal(calls, 1); // as things are
  studio.apply(ode, "Draw");
  assert.equal(calls, 2);
  end();
  studio.apply(songWith(note(5)), "Draw");
  assert.equal(calls, 2);
});

test("a song that goes is told of while it is still there", () => {
  const { studio } = quietStudio();
  studio.open(ode, "Ode", from, "Open Ode");
  const gone: string[] = [];
  studio.topics.after(["leaving"], () => gone.push(studio.state.piece.title));
  studio.open(songWith(note(5)), "Next", from, "Open Next");
  assert.deepEqual(gone, ["Ode"]);
});

test("a recording that runs ends in the song that goes, not in the one that comes", () => {
  const { studio } = quietStudio();
  studio.open(ode, "Ode", from, "Open Ode");
  let recording = true;
  studio.topics.after(["transport"], () => {
    if (studio.player.playing || !recording) return;
    recording = false;
    studio.apply(addNotes(studio.song, 0, [note(9_600)]).song, "Record 1 note");
  });
  studio.player.endless = true;
  studio.player.play();
  const next = songWith(note(5));
  studio.open(next, "Next", from, "Open Next");
  assert.equal(ownSong(studio.state), next);
  studio.change(changes.undo);
  assert.equal(ownSong(studio.state).tracks[0]?.notes.length, 3);
});

test("another song begins at its start, and the playhead is told so", () => {
  const { studio } = quietStudio();
  studio.open(ode, "Ode", from, "Open Ode");
  studio.seek(960);
  let place = -1;
  studio.topics.after(["transport"], () => (place = studio.player.tick));
  studio.open(songWith(note(5)), "Next", from, "Open Next");
  assert.equal(place, 0);
});

test("the player plays what is on show", () => {
  const { studio } = quietStudio();
  studio.open(ode, "Ode", from, "Open Ode");
  assert.equal(studio.player.end, 1_920);
  const take = takeOf(songWith(note(9_600)), ode);
  studio.change(layTake, take);
  assert.equal(studio.player.end, 1_920);
  studio.change(hearTake, take);
  assert.equal(shownSong(studio.state), take.song);
  assert.equal(studio.player.end, 10_560);
});
