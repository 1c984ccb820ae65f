import assert from "node:assert/strict";
import { test } from "node:test";
import { selectNotes } from "../../src/studio/changes.ts";
import { noticeForNow } from "../../src/studio/passing.ts";
import { note, quietStudio, songWith } from "./instruments.ts";

test("a notice about the song as it is stands until the song goes on", () => {
  const { studio, heard } = quietStudio();
  noticeForNow(studio, "good", "4 notes recorded.", { label: "Undo", act() {} });
  studio.change(selectNotes, []);
  assert.equal(heard.standing?.text, "4 notes recorded.");
  studio.apply(songWith(note(0)), "Add note");
  assert.equal(heard.standing, null); // its Undo would take the new note away
});

test("what is told after it is not its to take away", () => {
  const { studio, heard } = quietStudio();
  noticeForNow(studio, "plain", "Nothing was played.");
  studio.messages.notice("bad", "The line is gone.");
  studio.apply(songWith(note(0)), "Add note");
  assert.equal(heard.standing?.text, "The line is gone.");
});
