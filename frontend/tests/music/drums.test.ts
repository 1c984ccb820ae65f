import assert from "node:assert/strict";
import { test } from "node:test";
import { drumName, shortDrumName } from "../../src/music/drums.ts";
import { emptySong } from "../../src/music/song.ts";
import { noteWords } from "../../src/music/words.ts";

test("the kit is that of General MIDI", () => {
  const named = { 36: "Kick", 38: "Snare", 42: "Closed hi-hat", 81: "Open triangle" };
  for (const [pitch, name] of Object.entries(named)) assert.equal(drumName(Number(pitch)), name);
  assert.equal(drumName(34), null);
  assert.equal(drumName(82), null);
});

test("every short name is short, and no two are alike", () => {
  const names = Array.from({ length: 47 }, (_, at) => shortDrumName(35 + at) ?? "");
  assert.ok(names.every((name) => name.length > 0 && name.length <= 12));
  assert.equal(new Set(names).size, 47);
});

test("a drum is spoken of by its name", () => {
  const note = { onset: 0, pitch: 36, length: 240, velocity: 80 };
  assert.match(noteWords(emptySong(), note, true), /^Kick, bar 1 beat 1/);
  assert.match(noteWords(emptySong(), note), /^C 2, bar 1 beat 1/);
});
