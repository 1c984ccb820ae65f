import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { undoLabel } from "../../src/music/history.ts";
import { fromDocument, toDocument } from "../../src/music/song.ts";
import { bindAsking } from "../../src/studio/asking.ts";
import * as changes from "../../src/studio/changes.ts";
import { compareTakes, hearNumber, keepAndTell } from "../../src/studio/hearing.ts";
import { originOf } from "../../src/studio/piece.ts";
import { ownSong, shownSong } from "../../src/studio/state.ts";
import type { Studio } from "../../src/studio/studio.ts";
import * as takes from "../../src/studio/takes.ts";
import { note, quietStudio, songWith, takeOf } from "./instruments.ts";

const ode = songWith(note(0));
const [one, two] = [takeOf(songWith(note(1)), ode), takeOf(songWith(note(2)), ode, { number: 2 })];

function laid(): ReturnType<typeof quietStudio> {
  const made = quietStudio();
  made.studio.open(ode, "Ode", { origin: { kind: "preset" } }, "Open Ode");
  made.studio.change(takes.layTakes, [two, one]);
  return made;
}

function draw(studio: Studio): void {
  studio.apply(addNotes(studio.song, 0, [note(9_600)]).song, "Add note");
}

test("takes lie in the order of their numbers, and none comes on show by itself", () => {
  const { state } = laid().studio;
  assert.deepEqual(state.takes, [one, two]);
  assert.equal(shownSong(state), ode);
  assert.equal(takes.nextTake(state), 3);
});

test("a number is not given twice, though its take is gone", () => {
  const { studio } = laid();
  studio.change(takes.removeTake, two);
  const [next] = takes.numbered(studio.state, [takeOf(ode, ode)]);
  assert.equal(next?.number, 3);
});

test("a take is heard in the place of the song, which stays", () => {
  const { studio, heard } = laid();
  hearNumber(studio, 2);
  assert.equal(shownSong(studio.state), two.song);
  assert.equal(ownSong(studio.state), ode);
  hearNumber(studio, 0);
  assert.equal(shownSong(studio.state), ode);
  hearNumber(studio, 7); // there is none
  assert.deepEqual(heard.said, ["Take 2", "Your song"]);
});

test("comparing goes between the song and the take that was heard last", () => {
  const { studio } = laid();
  compareTakes(studio);
  assert.equal(studio.state.heard, two); // the newest, as none has been heard
  hearNumber(studio, 1);
  compareTakes(studio);
  assert.equal(studio.state.heard, null);
  compareTakes(studio);
  assert.equal(studio.state.heard, one);
});

test("a kept take is one step, and one knows where it comes from", () => {
  const { studio, heard } = laid();
  hearNumber(studio, 1);
  keepAndTell(studio, one);
  const { state } = studio;
  assert.equal(ownSong(state), one.song);
  assert.equal(undoLabel(state.piece.history), "Keep take 1");
  assert.deepEqual(originOf(state.piece, one.song), one.origin);
  assert.equal(heard.standing, null);
  studio.change(changes.undo);
  assert.equal(ownSong(studio.state), ode);
});

test("who would leave out later edits by keeping a take is told which first", () => {
  const { studio, heard } = laid();
  draw(studio);
  const edited = ownSong(studio.state);
  keepAndTell(studio, one);
  assert.equal(heard.standing?.kind, "warn");
  assert.match(heard.standing?.text ?? "", /\+2 bars/); // the note that was drawn
  assert.equal(ownSong(studio.state), edited);
  heard.press("Keep it as it is");
  assert.equal(ownSong(studio.state), one.song);
  assert.equal(heard.standing, null);
  studio.change(changes.undo);
  assert.equal(ownSong(studio.state), edited);
});

test("the notes of a take go into the song as it is now", () => {
  const { studio, heard } = laid();
  draw(studio);
  keepAndTell(studio, one);
  heard.press("Put its notes into your song");
  const onsets = ownSong(studio.state).tracks[0]?.notes.map(({ onset }) => onset);
  assert.deepEqual(onsets, [1, 9_600]); // the take moved the first note, the second was drawn
  assert.equal(undoLabel(studio.state.piece.history), "Put take 1 into the song");
});

test("a song that is as it was when the take was asked for loses nothing", () => {
  const { studio, heard } = laid();
  draw(studio);
  studio.apply(fromDocument(toDocument(ode)), "Erase note"); // the same notes
  keepAndTell(studio, one);
  assert.equal(ownSong(studio.state), one.song);
  assert.equal(heard.standing, null);
});

test("from one take to another nothing is lost, so nothing is said", () => {
  const { studio, heard } = laid();
  keepAndTell(studio, one);
  keepAndTell(studio, two);
  assert.equal(heard.standing, null);
});

test("an edit of a take waits until one says that the take is to be the song", () => {
  const { studio, heard } = laid();
  bindAsking(studio);
  hearNumber(studio, 1);
  draw(studio);
  assert.equal(studio.state.heard, one);
  assert.equal(ownSong(studio.state), ode);
  assert.match(heard.standing?.text ?? "", /You hear take 1.*“Add note” waits/);
  heard.press("Keep take 1 and edit it");
  assert.equal(shownSong(studio.state).tracks[0]?.notes.length, 2);
  assert.equal(heard.standing, null);
  studio.change(changes.undo);
  assert.equal(ownSong(studio.state), one.song);
  studio.change(changes.undo);
  assert.equal(ownSong(studio.state), ode);
});

test("the edit that waited is forgotten when another song is heard", () => {
  const { studio, heard } = laid();
  bindAsking(studio);
  hearNumber(studio, 1);
  draw(studio);
  heard.press("Back to yours");
  assert.equal(heard.standing, null);
  assert.equal(studio.state.pending, null);
  draw(studio);
  assert.equal(ownSong(studio.state).tracks[0]?.notes.length, 2);
});

test("a wish for a track waits as well", () => {
  const { studio } = laid();
  hearNumber(studio, 1);
  studio.change(changes.addTrack);
  assert.equal(studio.state.pending?.label, "Add track");
  assert.equal(shownSong(studio.state), one.song);
});

test("what was recorded over a take is never lost: it keeps the take, and says so", () => {
  const { studio } = laid();
  let kept = 0;
  studio.topics.after(["kept"], () => (kept += 1));
  hearNumber(studio, 1);
  studio.applyKeeping(addNotes(studio.song, 0, [note(9_600)]).song, "Record 1 note");
  assert.equal(ownSong(studio.state).tracks[0]?.notes.length, 2);
  assert.equal(kept, 1);
});

test("undo with a take on show goes back to the song, and takes no step back", () => {
  const { studio } = laid();
  draw(studio);
  const edited = ownSong(studio.state);
  hearNumber(studio, 1);
  studio.change(changes.undo);
  assert.equal(shownSong(studio.state), edited);
});

test("a take that is thrown away while it is heard gives the song back", () => {
  const { studio } = laid();
  hearNumber(studio, 1);
  studio.change(takes.removeTake, one);
  assert.equal(shownSong(studio.state), ode);
  assert.deepEqual(studio.state.takes, [two]);
});
