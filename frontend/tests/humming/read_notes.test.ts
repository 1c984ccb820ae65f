import assert from "node:assert/strict";
import { test } from "node:test";
import type { Curve } from "../../src/humming/curve.ts";
import { READING, readNotes } from "../../src/humming/notes.ts";

/** A curve out of [pitch, loudness, frames]. */
function curveOf(...parts: readonly (readonly [number, number, number])[]): Curve {
  const all = parts.flatMap(([pitch, loud, frames]) =>
    Array.from({ length: frames }, () => [pitch, loud] as const),
  );
  return {
    pitches: Float32Array.from(all, ([pitch]) => pitch),
    loudness: Float32Array.from(all, ([, loud]) => loud),
  };
}
const rest = (frames: number) => [Number.NaN, -70, frames] as const;
const pitchesOf = (curve: Curve, reading = READING): number[] =>
  readNotes(curve, reading).map(({ pitch }) => pitch);

test("a tone between rests is a note, with its times", () => {
  const [note] = readNotes(curveOf(rest(20), [60, -20, 40], rest(20)), READING);
  assert.equal(note?.pitch, 60);
  assert.equal(note?.start.toFixed(2), "0.20");
  assert.equal(note?.end.toFixed(2), "0.60");
});

test("two pitches without a gap are two notes", () => {
  assert.deepEqual(pitchesOf(curveOf([60, -20, 30], [62, -20, 30])), [60, 62]);
});

test("the same pitch again after a short fall is another note", () => {
  const again = curveOf([60, -20, 30], [60, -40, 4], [60, -20, 30]);
  assert.deepEqual(pitchesOf(again), [60, 60]);
});

test("a vibrato of 0.7 semitones to each side is one note", () => {
  const pitches = Float32Array.from(
    { length: 80 },
    (_, frame) => 64 + 0.7 * Math.sin((2 * Math.PI * frame) / 18),
  );
  const loudness = new Float32Array(80).fill(-20);
  assert.deepEqual(pitchesOf({ pitches, loudness }), [64]);
});

test("a glide over seven semitones makes no notes between", () => {
  const pitches = Float32Array.from({ length: 80 }, (_, frame) =>
    60 + 7 * Math.min(1, Math.max(0, (frame - 36) / 8)),
  );
  assert.deepEqual(pitchesOf({ pitches, loudness: new Float32Array(80).fill(-20) }), [60, 67]);
});

test("who sings a third of a semitone flat is read in tune", () => {
  const flat = curveOf([59.65, -20, 30], [61.65, -20, 30], [63.65, -20, 30]);
  assert.deepEqual(pitchesOf(flat), [60, 62, 64]);
});

test("a louder note has more velocity", () => {
  const [soft, loud] = readNotes(curveOf([60, -32, 30], [64, -20, 30]), READING);
  assert.ok((soft?.velocity ?? 0) < (loud?.velocity ?? 0) - 10);
});

test("what is shorter than the shortest note is left out", () => {
  const curve = curveOf(rest(10), [60, -20, 12], rest(10), [64, -20, 40], rest(10));
  assert.deepEqual(pitchesOf(curve), [60, 64]);
  assert.deepEqual(pitchesOf(curve, { ...READING, shortest: 0.2 }), [64]);
});

test("more sensitivity hears more notes", () => {
  const curve = curveOf([60, -20, 30], [60, -23.5, 4], [60, -20, 30], [61, -20, 4], [60, -20, 30]);
  const few = pitchesOf(curve, { ...READING, sensitivity: 0 });
  const many = pitchesOf(curve, { sensitivity: 1, shortest: 0.03 });
  assert.ok(few.length < many.length, `${few} and ${many}`);
});
