import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { changeTrack, undo } from "../../src/studio/changes.ts";
import { isRecording } from "../../src/studio/humming/opening.ts";
import { PARTS } from "../../src/studio/humming/parts.ts";
import { barStart, places, takeHummed } from "../../src/studio/humming/taking.ts";
import { cutWords } from "../../src/studio/humming/words.ts";
import { ownSong } from "../../src/studio/state.ts";
import { note, quietStudio, songWith } from "./instruments.ts";

const hummed = [note(3840, 60), note(4800, 62)];

function studioWith() {
  const { studio } = quietStudio();
  studio.open(songWith(note(0, 70)), "", { origin: { kind: "edited" } }, "Open");
  return studio;
}

test("a hummed melody becomes a track of its own, chosen and selected", () => {
  const { state } = studioWith();
  const after = takeHummed(state, hummed, "new");
  assert.equal(ownSong(after).tracks.length, ownSong(state).tracks.length + 1);
  assert.deepEqual(ownSong(after).tracks.at(-1)?.notes, hummed);
  assert.equal(after.track, ownSong(after).tracks.length - 1);
  assert.deepEqual(after.selection, hummed);
});

test("in place of a track's notes the others stay", () => {
  const { state } = studioWith();
  const after = takeHummed(state, hummed, "place");
  assert.deepEqual(ownSong(after).tracks[state.track]?.notes, hummed);
  assert.equal(ownSong(after).tracks.length, ownSong(state).tracks.length);
});

test("one step of undo brings back the song as it was", () => {
  const { state } = studioWith();
  for (const where of ["new", "place"] as const)
    assert.equal(ownSong(undo(takeHummed(state, hummed, where))), ownSong(state));
});

test("an empty track is filled, a full one is spared, and drums are no place for a voice", () => {
  const { state } = studioWith();
  assert.deepEqual(places(state), ["new", "place"]);
  assert.deepEqual(places(changeTrack(state, 0, { notes: [] }, "")), ["place", "new"]);
  assert.deepEqual(places(changeTrack(state, 0, { drums: true }, "")), ["new"]);
});

test("it begins with the bar in which the playhead is", () => {
  const song = ownSong(studioWith().state);
  const starts = [0, 3839, 3840, 5000].map((tick) => barStart(song, tick));
  assert.deepEqual(starts, [0, 0, 3840, 3840]);
});

test("recordings are told from MIDI files", () => {
  const file = (name: string, type = "") => isRecording({ name, type });
  assert.ok(file("hum.WAV") && file("a.m4a") && file("voice", "audio/ogg; codecs=opus"));
  assert.ok(!file("a.mid", "audio/midi") && !file("a.midi", "audio/x-midi") && !file("a.txt"));
  assert.ok(!file("a.mid", "audio/mid"));
});

test("that only the first minute was read is said of longer ones only", () => {
  assert.equal(cutWords(60), "");
  assert.match(cutWords(61), /1:01: only its first minute/);
});

test("the parts of the dialog are in its template, each once and of its kind", () => {
  const path = "../../../templates/compositions/studio/_hum_dialog.html";
  const template = readFileSync(join(import.meta.dirname, path), "utf8");
  const there = [...template.matchAll(/<(\w+)\b[^>]*\sdata-hum="(\w+)"/g)];
  const parts = Object.fromEntries(there.map(([, tag, name]) => [name, tag]));
  assert.deepEqual(parts, PARTS);
  assert.equal(there.length, Object.keys(PARTS).length);
});
