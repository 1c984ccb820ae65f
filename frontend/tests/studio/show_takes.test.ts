import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes, addTrack } from "../../src/music/edits.ts";
import type { PianoRoll } from "../../src/pianoroll/element.ts";
import { pitchesShown, type View, VIEW_DEFAULTS } from "../../src/pianoroll/view.ts";
import { bindShowing } from "../../src/studio/showing.ts";
import { hearTake } from "../../src/studio/takes.ts";
import { note, quietStudio, songWith, takeOf } from "./instruments.ts";

const melody = songWith(note(0, 84));

/** The view in which a take is shown that adds a bass to the melody. */
function shownIn(height: number): View {
  const { studio } = quietStudio();
  const state = { view: { ...VIEW_DEFAULTS, height, topPitch: 72 } };
  const update = ({ view }: { view: View }): void => void (state.view = view);
  bindShowing(studio, { roll: { state, update } as unknown as PianoRoll });
  const bass = addNotes(addTrack(melody, { name: "Bass" }), 1, [note(0, 48)]).song;
  studio.open(melody, "", { origin: { kind: "edited" } }, "Open");
  const take = takeOf(bass, melody);
  studio.change((state) => ({ ...state, takes: [take] }));
  studio.change(hearTake, take);
  return state.view;
}

const isIn = (view: View, pitch: number): boolean =>
  pitch <= view.topPitch && pitch > view.topPitch - pitchesShown(view);

test("a take is shown with what sounds beside the new notes", () => {
  const view = shownIn(480);
  assert.ok(isIn(view, 84) && isIn(view, 48));
});

test("where rows would be too thin to be read, the new notes come first", () => {
  const view = shownIn(160);
  assert.ok(isIn(view, 48));
  assert.ok(view.pxPerPitch >= 6);
});
