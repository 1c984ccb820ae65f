import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { undoLabel } from "../../src/music/history.ts";
import { emptySong } from "../../src/music/song.ts";
import * as changes from "../../src/studio/changes.ts";
import { audible, isPressed } from "../../src/studio/mixer.ts";
import { isEdited, markSaved, originOf } from "../../src/studio/piece.ts";
import * as states from "../../src/studio/state.ts";
import * as takes from "../../src/studio/takes.ts";
import { note, songWith, takeOf } from "./instruments.ts";

const { newState, ownSong, shownSong } = states;
const from = { origin: { kind: "preset" }, source: "preset:ode" } as const;
const ode = songWith(note(0), note(960, 64));
const opened = (): states.StudioState => changes.openSong(newState(), ode, "Ode", from, "Open Ode");
const drawn = (state: states.StudioState, onset = 1920): states.StudioState => {
  const { song, notes } = addNotes(shownSong(state), 0, [note(onset)]);
  return changes.applySong(state, song, "Add note", notes);
};

test("an edit is a step, and what it made is selected", () => {
  const before = opened();
  const after = drawn(before);
  assert.equal(ownSong(after).tracks[0]?.notes.length, 3);
  assert.deepEqual(after.selection, [note(1920)]);
  assert.equal(undoLabel(after.piece.history), "Add note");
  assert.equal(ownSong(before), ode); // the state before stays as it was
});

test("undo and redo go back and forth, and forget notes that are not there", () => {
  const after = drawn(opened());
  const undone = changes.undo(after);
  assert.equal(ownSong(undone), ode);
  assert.deepEqual(undone.selection, []);
  assert.equal(ownSong(changes.redo(undone)), ownSong(after));
  const fresh = newState();
  assert.equal(changes.undo(fresh), fresh);
  assert.equal(changes.redo(fresh), fresh);
});

test("another song leaves takes, loop and selection behind, and stays one undo away", () => {
  const busy = changes.setLoop(drawn(opened()), { start: 0, end: 960 }, true);
  const laid = takes.layTake(busy, takeOf(songWith(note(0)), ode));
  const next = changes.openSong(laid, songWith(note(5)), "Next", from, "Open Next");
  assert.deepEqual([next.takes, next.selection, next.loop, next.looping], [[], [], null, false]);
  assert.equal(next.lastTake, 0);
  assert.equal(ownSong(changes.undo(next)), ownSong(laid));
  assert.equal(next.piece.openings, laid.piece.openings + 1);
});

test("a song that is undone to is again the one on the site that Save adds to", () => {
  const site = { id: "1", url: "/@a/ode/", title: "Ode", revision: 1 };
  const opening = { ...from, composition: site };
  const saved = changes.openSong(newState(), ode, "Ode", opening, "Open");
  const over = drawn(changes.openSong(saved, emptySong(), "", from, "New song"));
  assert.equal(over.piece.composition, null);
  const back = changes.undo(changes.undo(over));
  assert.equal(back.piece.composition, site);
  assert.equal(isEdited(back.piece), false);
  assert.equal(changes.redo(back).piece.composition, null);
});

test("a song that is undone to has its own title again, and so has one that is redone", () => {
  const titled = changes.setTitle(drawn(opened()), "Mine");
  const next = drawn(changes.openSong(titled, emptySong(), "", from, "Start over"));
  const named = changes.setTitle(next, "Other");
  const first = changes.undo(named);
  assert.equal(first.piece.title, "Other"); // still the same song
  const over = changes.undo(first);
  assert.equal(over.piece.title, "Mine");
  assert.equal(changes.undo(over).piece.title, "Mine");
  assert.equal(changes.redo(over).piece.title, "Other");
});

test("it begins on the first track that has a melody", () => {
  const drums = { ...emptySong().tracks[0], drums: true, notes: [note(0)] };
  const song = { ...ode, tracks: [drums, ...ode.tracks] } as typeof ode;
  assert.equal(changes.openSong(newState(), song, "", from, "Open").track, 1);
});

test("a song is edited when it differs from what was opened or saved", () => {
  const state = opened();
  assert.equal(isEdited(state.piece), false);
  assert.equal(isEdited(changes.setTitle(state, "Ode 2").piece), true);
  assert.equal(isEdited(changes.setTitle(state, " Ode ").piece), false);
  const { piece } = drawn(state);
  assert.equal(isEdited(piece), true);
  const site = { id: "1", url: "/@a/ode/", title: "Ode", revision: 1 };
  assert.equal(isEdited(markSaved(piece, ownSong(drawn(state)), site)), true); // another song
  assert.equal(isEdited(markSaved(piece, piece.history.now.value, site)), false);
});

test("where a song comes from is known again after undo", () => {
  const edited = drawn(opened());
  assert.deepEqual(originOf(edited.piece, ownSong(edited)), { kind: "edited" });
  const undone = changes.undo(edited);
  assert.deepEqual(originOf(undone.piece, ownSong(undone)), { kind: "preset" });
});

test("there is something to lose when one has edited, or has takes", () => {
  assert.equal(states.isTouched(newState()), false);
  assert.equal(states.isTouched(opened()), false);
  assert.equal(states.isTouched(drawn(opened())), true);
  assert.equal(states.isTouched(takes.layTake(opened(), takeOf(ode, ode))), true);
  assert.equal(states.isTouched(takes.setJob(opened(), { id: "", title: "", input: ode })), true);
});

test("tracks come and go, and one always stays", () => {
  const two = changes.addTrack(opened());
  assert.equal(two.track, 1);
  assert.equal(ownSong(two).tracks[1]?.name, "Track 2");
  const one = changes.removeTrack(two, 1);
  assert.deepEqual([one.track, ownSong(one).tracks.length], [0, 1]);
  assert.equal(changes.removeTrack(one, 0), one);
  assert.equal(changes.chooseTrack(two, 9).track, 1);
  assert.equal(changes.chooseTrack(two, -1).track, 0);
});

test("a track that is soloed is heard alone, one that is muted is not", () => {
  const two = changes.addTrack(opened());
  const [first, second] = ownSong(two).tracks;
  assert.ok(first && second);
  const heard = (state: states.StudioState) => [0, 1].map(audible(state.mixer, ownSong(state)));
  assert.deepEqual(heard(two), [true, true]);
  const muted = changes.pressTrack(two, first, "muted");
  assert.deepEqual(heard(muted), [false, true]);
  const solo = changes.pressTrack(muted, first, "solo");
  assert.deepEqual(heard(solo), [true, false]);
  assert.equal(isPressed(solo.mixer, first, "muted"), false);
  assert.deepEqual(heard(changes.pressTrack(solo, first, "solo")), [true, true]);
});

test("a loop without a region is no loop", () => {
  assert.equal(changes.setLoop(newState(), null, true).looping, false);
});
