import assert from "node:assert/strict";
import { test } from "node:test";
import { switchChords } from "../../src/studio/chords.ts";
import { note, quietStudio } from "./instruments.ts";

test("chords come and go by one command, which says whose they are", () => {
  const { studio, heard } = quietStudio();
  switchChords(studio);
  assert.equal(studio.state.chords, true);
  assert.match(heard.said.at(-1) ?? "", /as soon as there are some/);
  switchChords(studio);
  assert.equal(studio.state.chords, false);
  assert.equal(heard.said.at(-1), "No chords above the notes");
});

test("a lone melody is told from what sounds together", () => {
  const { studio, heard } = quietStudio();
  const together = [60, 64, 67].map((pitch) => note(0, pitch));
  const said = [[note(0), note(960, 64)], together].map((notes) => {
    studio.apply({ ...studio.song, tracks: [{ ...studio.song.tracks[0]!, notes }] }, "Add", []);
    switchChords(studio);
    switchChords(studio);
    return heard.said.at(-2) ?? "";
  });
  assert.match(said[0] ?? "", /the arranger would put under this melody/);
  assert.match(said[1] ?? "", /as the arranger hears them$/);
});
