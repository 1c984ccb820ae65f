import assert from "node:assert/strict";
import { test } from "node:test";
import { type Chord, MAJOR, MINOR } from "../../src/harmony/chord.ts";
import type { NamedChord } from "../../src/harmony/hearing.ts";
import { placeSigns } from "../../src/pianoroll/chordlane.ts";
import { chordTitle } from "../../src/pianoroll/gestures/chords.ts";
import { chordWords } from "../../src/pianoroll/spoken.ts";
import { headed, RULER, VIEW_DEFAULTS } from "../../src/pianoroll/view.ts";
import { Frames, Mouse, note, Roll } from "./hands.ts";

new Frames();

const BAR = 3840;
const named = (at: number, bars = 1): NamedChord => {
  const minor = at % 2 === 1;
  const chord: Chord = {
    ...{ start: at * BAR, end: (at + bars) * BAR, root: minor ? 9 : 0, bass: minor ? 9 : 0 },
    kind: minor ? MINOR : MAJOR,
  };
  const [sign, words] = minor ? ["Am", "A minor"] : ["C", "C major"];
  return { ...chord, sign, words, pitches: minor ? [57, 69, 72, 76] : [48, 60, 64, 67] };
};
const chords = Array.from({ length: 64 }, (_, at) => named(at));
const wide = (): number => 20;

/** A roll of four bars with a chord each, and a mouse over it. */
function rolled(): { roll: Roll; mouse: Mouse; at: (tick: number) => [number, number] } {
  const roll = new Roll(note(0), note(BAR), note(BAR + 960, 76), note(2 * BAR));
  roll.state.harmony = { chords: chords.slice(0, 4), proposed: true, key: null };
  roll.state.view = headed(roll.state.view, true);
  const mouse = new Mouse(roll);
  return { roll, mouse, at: (tick) => [mouse.at(tick)[0], RULER + 8] };
}

test("a click on a chord selects the notes under it, and sounds and says it", () => {
  const { roll, mouse, at } = rolled();
  mouse.sweep(at(BAR + 500), at(BAR + 500));
  assert.deepEqual(
    [...roll.state.selection].map(({ onset }) => onset),
    [BAR, BAR + 960],
  );
  assert.deepEqual(roll.heard, [57, 69, 72, 76]);
  assert.deepEqual(roll.said, ["bar 2: A minor, 2 notes selected"]);
  assert.deepEqual(roll.notes.length, 4);
});

test("a pointer on a chord is told what it is, and one on the notes nothing", () => {
  const { roll, at } = rolled();
  const [x, y] = at(BAR + 500);
  const point = { x, y, tick: BAR + 500, pitch: 90 };
  assert.match(chordTitle(roll.state, point), /^bar 2: A minor, as the arranger would play/);
  assert.equal(chordTitle(roll.state, { ...point, y: roll.state.view.head }), "");
});

test("a drag loops the chords that it passes over, either way", () => {
  const { roll, mouse, at } = rolled();
  mouse.sweep(at(2 * BAR + 1900), at(BAR + 500));
  assert.deepEqual(roll.state.loop, { start: BAR, end: 3 * BAR });
  assert.deepEqual(roll.said, ["Loop over bars 2 to 3"]);
  assert.equal(roll.state.selection.size, 0);
});

test("without chords the notes begin where they do", () => {
  const { roll } = rolled();
  const without = headed(roll.state.view, false);
  assert.deepEqual([without.head, roll.state.view.head], [RULER, RULER + 16]);
  assert.equal(headed(without, false), without);
});

test("where there is room every sign is shown, farther away every second, every fourth", () => {
  const near = { ...VIEW_DEFAULTS, pxPerTick: 0.05 };
  const starts = (pxPerTick: number): number[] =>
    placeSigns(chords, { ...near, pxPerTick }, BAR, wide).map(({ chord }) => chord.start / BAR);
  assert.deepEqual(starts(0.05), [0, 1, 2, 3]);
  assert.deepEqual(starts(0.005).slice(0, 4), [0, 2, 4, 6]);
  assert.deepEqual(starts(0.0025).slice(0, 4), [0, 4, 8, 12]);
});

test("signs never run into each other, and one that began before the view stays in it", () => {
  for (let scrollTick = 0; scrollTick < 8 * BAR; scrollTick += 777) {
    const view = { ...VIEW_DEFAULTS, pxPerTick: 0.011, scrollTick };
    const signs = placeSigns(chords, view, BAR, wide);
    signs.forEach(({ x }, at) => assert.ok(at === 0 || x - (signs[at - 1]?.x ?? 0) >= 20));
  }
  const [held] = placeSigns([named(0, 8)], { ...VIEW_DEFAULTS, scrollTick: BAR }, BAR, wide);
  assert.equal(held?.x, 48);
});

test("the chord is said when the cursor comes under another one", () => {
  const { roll } = rolled();
  roll.state.cursor = { tick: BAR, pitch: 60 };
  assert.equal(chordWords(roll.state, 0), ". Chord A minor");
  assert.equal(chordWords(roll.state, BAR + 240), "");
  roll.state.harmony = null;
  assert.equal(chordWords(roll.state, 0), "");
});
