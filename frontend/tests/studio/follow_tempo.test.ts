import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import type { Song } from "../../src/music/song.ts";
import { qpm } from "../../src/music/time.ts";
import { Beat } from "../../src/studio/tempo.ts";
import { type Heard, note, quietStudio, songWith } from "./instruments.ts";

/** A field of the page, as far as the tempo needs one. */
class Field extends EventTarget {
  value = "";
  hidden = false;
  textContent = "";
  options: Record<string, string>[] = [];
  append(...options: Record<string, string>[]): void {
    this.options.push(...options);
  }
  choose(value: string): void {
    this.value = value;
    this.dispatchEvent(new Event("change"));
  }
}

const mapped: Song = {
  ...songWith(note(0), note(9600)),
  tempi: [120, 60, 90].map((tempo, index) => ({
    tick: index * 3840,
    usPerQuarter: Math.round(60e6 / tempo),
  })),
};

let tempo: Field;
let meter: Field;
let tempoScope: Field;
let tempoMarks: Field;
let studio: ReturnType<typeof quietStudio>["studio"];
let heard: Heard;
let beat: Beat;

const tempi = (): number[] => studio.song.tempi.map((mark) => Math.round(qpm(mark)));

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  const createElement = () => ({
    setAttribute(this: Record<string, unknown>, name: string, value: string): void {
      this[name] = value;
    },
    append() {},
  });
  Object.assign(globalThis, { document: { activeElement: null, createElement } });
  [tempo, meter, tempoScope, tempoMarks] = [1, 2, 3, 4].map(() => new Field()) as [
    Field,
    Field,
    Field,
    Field,
  ];
  tempoScope.value = "mark";
  ({ studio, heard } = quietStudio());
  const page = { tempo, meter, tempoScope, tempoMarks };
  beat = new Beat(studio, page as unknown as ConstructorParameters<typeof Beat>[1]);
  studio.open(mapped, "", { origin: { kind: "edited" } }, "Open");
});

test("the tempo at the playhead is shown, and how many marks there are", () => {
  assert.equal(tempo.value, "120");
  studio.seek(4000);
  assert.equal(tempo.value, "60");
  assert.equal(tempoMarks.textContent, "3 tempo marks");
  assert.equal(tempoScope.hidden, false);
});

test("a new tempo changes the mark in force", () => {
  studio.seek(4000);
  tempo.choose("70");
  assert.deepEqual(tempi(), [120, 70, 90]);
});

test("or all of them, by a choice", () => {
  tempoScope.value = "scaled";
  tempo.choose("60");
  assert.deepEqual(tempi(), [60, 30, 45]);
  tempoScope.value = "one";
  tempo.choose("100");
  assert.deepEqual(tempi(), [100]);
  assert.equal(tempoScope.hidden, true);
});

test("a tempo beyond all instruments becomes the nearest", () => {
  tempo.choose("999");
  assert.equal(tempo.value, "300");
  tempo.choose("3");
  assert.equal(tempo.value, "20");
});

test("taps show a tempo at once and set it, as one step, when they cease", () => {
  for (const stamp of [0, 400, 800, 1200]) beat.tap(stamp);
  assert.equal(tempo.value, "150");
  assert.deepEqual(tempi(), [120, 60, 90]);
  mock.timers.tick(2_000);
  assert.deepEqual(tempi(), [150, 60, 90]);
  assert.equal(heard.said.at(-1), "Tempo 150");
});

test("in 6/8 taps are eighths, and the tempo counts quarters", () => {
  meter.choose("6/8");
  for (const stamp of [0, 200, 400, 600]) beat.tap(stamp);
  assert.equal(tempo.value, "150");
});

test("the meter is chosen, and one that a file brought is a choice too", () => {
  meter.choose("7/8");
  assert.deepEqual(studio.song.meters, [{ tick: 0, numerator: 7, denominator: 8 }]);
  const meters = [{ tick: 0, numerator: 11, denominator: 16 }];
  studio.open({ ...mapped, meters }, "", { origin: { kind: "edited" } }, "Open");
  assert.equal(meter.value, "11/16");
  assert.ok(meter.options.some(({ value }) => value === "11/16"));
});
