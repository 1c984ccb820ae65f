import assert from "node:assert/strict";
import { test } from "node:test";
import { harmonyOf } from "../../src/harmony/hearing.ts";
import { withWritten } from "../../src/harmony/written.ts";
import { writeSigns } from "../../src/music/chordsigns.ts";
import type { Meter } from "../../src/music/song.ts";
import { chordPlaceAt, chordPlaceBeside } from "../../src/pianoroll/chordplaces.ts";
import { laneKey, placeLine } from "../../src/pianoroll/chordwalk.ts";
import { chordTitle } from "../../src/pianoroll/gestures/chords.ts";
import { headed, RULER } from "../../src/pianoroll/view.ts";
import { Frames, Mouse, note, Roll } from "./hands.ts";

new Frames();

const BAR = 3840;

/** A roll of four bars of C, G7 written over the third from its second beat on. */
function rolled(...meters: readonly Meter[]): Roll {
  const roll = new Roll(...[60, 64, 67].map((pitch) => note(0, pitch, 4 * BAR)));
  if (meters.length > 0) roll.state.song = { ...roll.state.song, meters };
  roll.state.song = writeSigns(roll.state.song, [{ onset: 2 * BAR + 960, symbol: "G7" }]);
  roll.state.harmony = withWritten(roll.state.song, harmonyOf(roll.state.song));
  roll.state.view = headed(roll.state.view, true);
  return roll;
}

const press = (roll: Roll, key: string, held = {}): boolean =>
  laneKey(roll, { key, ctrlKey: false, metaKey: false, altKey: false, ...held });

function walked(roll: Roll, key: string, times: number): number[] {
  return Array.from({ length: times }, () => {
    press(roll, key);
    return (roll.state.chordPlace ?? -1) / BAR;
  });
}

test("arrows walk by half bars, and stop where a chord begins; said with whose it is", () => {
  const roll = rolled();
  roll.state.chordPlace = BAR;
  assert.deepEqual(walked(roll, "ArrowRight", 4), [1.5, 2, 2.25, 2.5]);
  assert.deepEqual(roll.said.slice(-2), [
    "bar 3 beat 2: G seventh, written",
    "bar 3 beat 3: G seventh goes on, written",
  ]);
  assert.deepEqual(walked(roll, "ArrowLeft", 3), [2.25, 2, 1.5]);
  assert.equal(roll.said.at(-1), "bar 2 beat 3: C major goes on, found");
  assert.deepEqual(walked(roll, "PageDown", 2), [2, 3]);
  assert.deepEqual(walked(roll, "PageUp", 2), [2, 1]);
  assert.deepEqual(walked(roll, "Home", 1), [0]);
  assert.deepEqual(walked(roll, "ArrowLeft", 1), [0]);
});

test("bars of an odd number of beats are one place, those of six eighths two", () => {
  const waltz = rolled({ tick: 0, numerator: 3, denominator: 4 }).state;
  assert.equal(chordPlaceAt(waltz, 2879), 0);
  assert.equal(chordPlaceBeside(waltz, 0, 1), 2880);
  const jig = rolled({ tick: 0, numerator: 6, denominator: 8 }).state;
  assert.equal(chordPlaceAt(jig, 2879), 1440);
});

test("Enter and a letter ask for a chord, Delete takes one away, and other keys pass", () => {
  const roll = rolled();
  roll.state.chordPlace = BAR;
  for (const key of ["Enter", "g", "Delete"]) assert.ok(press(roll, key));
  assert.deepEqual(roll.asked, [
    [BAR, ""],
    [BAR, "G"],
  ]);
  assert.deepEqual(roll.taken, [BAR]);
  assert.ok(!press(roll, " ") && !press(roll, "h") && !press(roll, "a", { ctrlKey: true }));
});

test("a click in the lane asks for the chord of its half bar, a drag for none", () => {
  const roll = rolled();
  const mouse = new Mouse(roll);
  const at = (tick: number): [number, number] => [mouse.at(tick)[0], RULER + 8];
  mouse.sweep(at(BAR + 2500), at(BAR + 2500));
  assert.deepEqual(roll.asked, [[1.5 * BAR, ""]]);
  mouse.sweep(at(500), at(2 * BAR + 2000));
  assert.deepEqual(roll.asked.length, 1);
});

test("where no chord is found one can be written", () => {
  const roll = new Roll();
  roll.state.harmony = harmonyOf(roll.state.song);
  roll.state.view = headed(roll.state.view, true);
  const mouse = new Mouse(roll);
  mouse.sweep([mouse.at(BAR)[0] + 5, RULER + 8], [mouse.at(BAR)[0] + 5, RULER + 8]);
  assert.deepEqual(roll.asked, [[BAR, ""]]);
  assert.equal(placeLine(roll.state, BAR), "bar 2: nothing written");
  const point = { x: mouse.at(BAR)[0], y: RULER + 8, tick: BAR, pitch: 90 };
  assert.equal(chordTitle(roll.state, point), "Click to write a chord");
});
