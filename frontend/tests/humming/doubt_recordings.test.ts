import assert from "node:assert/strict";
import { test } from "node:test";
import { hertzOf } from "../../src/humming/curve.ts";
import { listen } from "../../src/humming/listen.ts";
import { READING, readNotes } from "../../src/humming/notes.ts";
import { dice } from "./voices.ts";

const RATE = 24_000;
const made = (sample: (second: number) => number): Float32Array =>
  Float32Array.from({ length: 3 * RATE }, (_, at) => sample(at / RATE));

function tone(second: number, pitch: number): number {
  const harmonics = [1, 2, 3, 4, 5, 6];
  const waves = harmonics.map((by) => Math.sin(2 * Math.PI * by * hertzOf(pitch) * second) / by);
  return 0.1 * waves.reduce((a, b) => a + b);
}
const chord = (...pitches: number[]): Float32Array =>
  made((second) => pitches.reduce((sum, pitch) => sum + tone(second, pitch), 0));

function heard(samples: Float32Array) {
  const { curve, doubt } = listen(samples, RATE);
  return { doubt, pitches: readNotes(curve, READING).map(({ pitch }) => pitch) };
}

test("silence has no notes, and is called silence", () => {
  assert.deepEqual(heard(made(() => 0)), { doubt: "silence", pitches: [] });
});

test("a recording of no length is silence", () => {
  assert.equal(listen(new Float32Array(0), RATE).doubt, "silence");
});

test("the hiss of a microphone that nobody hums into is silence", () => {
  const draw = dice(1);
  assert.equal(heard(made(() => 0.0004 * (draw() - 0.5))).doubt, "silence");
});

test("noise has no notes, and is called noise", () => {
  const draw = dice(2);
  assert.deepEqual(heard(made(() => 0.3 * (draw() - 0.5))), { doubt: "noise", pitches: [] });
});

test("wind, which is low noise, has no notes either", () => {
  const draw = dice(3);
  let wind = 0;
  const samples = made(() => (wind = 0.97 * wind + 0.06 * (draw() - 0.5)));
  assert.deepEqual(heard(samples), { doubt: "noise", pitches: [] });
});

test("one voice raises no doubt, as low and as high as it may be", () => {
  for (const pitch of [40, 60, 81])
    assert.deepEqual(heard(chord(pitch)), { doubt: null, pitches: [pitch] });
});

test("several voices are never taken for one", () => {
  const chords = [
    ...[[60, 64, 67], [57, 60, 64], [55, 59, 62, 65]],
    ...[[60, 67], [60, 64], [62, 67]],
  ];
  for (const pitches of chords)
    assert.notEqual(heard(chord(...pitches)).doubt, null, `${pitches}`);
});

test("of a major chord it is said that there are several voices", () => {
  assert.equal(heard(chord(60, 64, 67)).doubt, "voices");
});
