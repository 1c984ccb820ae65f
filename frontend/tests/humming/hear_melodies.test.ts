import assert from "node:assert/strict";
import { test } from "node:test";
import { listen } from "../../src/humming/listen.ts";
import { READING, readNotes } from "../../src/humming/notes.ts";
import { fMeasure, judge, type Judged, medianError, together } from "./judging.ts";
import { sing, SINGERS, type Singer } from "./voices.ts";

// Not the melodies on which parameters were chosen.
const SEED = 2;

function heardBy(singer: Singer, index: number): Judged {
  const { samples, rate, notes } = sing(singer, 1_000 * SEED + index);
  const { curve, doubt } = listen(samples, rate);
  assert.equal(doubt, null, singer.name);
  return judge(notes, readNotes(curve, READING));
}

const judged = SINGERS.map(heardBy);
const all = together(judged);

test("of twenty melodies nearly every note is found, and no other", () => {
  assert.equal(all.sung, 280);
  assert.ok(fMeasure(all) >= 0.97, `F is ${fMeasure(all)}`);
});

test("no melody is lost", () => {
  for (const [index, one] of judged.entries())
    assert.ok(fMeasure(one) >= 0.85, `${SINGERS[index]?.name}: ${fMeasure(one)}`);
});

test("hardly a note is heard in another octave", () => {
  assert.ok(all.octaves <= 2, `${all.octaves} of 280`);
});

test("notes begin when they were sung", () => {
  assert.ok(medianError(all) <= 15, `${medianError(all)} ms`);
});

test("the measure measures", () => {
  const sung = [1, 2, 3, 4].map((start) => ({ start, end: start + 0.5, pitch: 60 }));
  const heard = [
    { start: 1.01, end: 1.5, pitch: 60, velocity: 90 }, // found
    { start: 2.02, end: 2.5, pitch: 72, velocity: 90 }, // an octave off
    { start: 3.06, end: 3.5, pitch: 60, velocity: 90 }, // late
  ];
  const one = judge(sung, heard);
  assert.deepEqual([one.found, one.octaves, one.heard], [1, 1, 3]);
  assert.equal(fMeasure(one), 2 / 7);
  assert.equal(Math.round(medianError(one)), 10);
});
