import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOf, oneVoice } from "../../src/humming/decoding.ts";
import { type Standing, whyNot } from "../../src/humming/microphone.ts";

function sound(seconds: number, ...values: number[]) {
  const sampleRate = 100;
  const channel = (index: number) =>
    new Float32Array(seconds * sampleRate).fill(values[index] ?? 0);
  const numberOfChannels = values.length;
  return { duration: seconds, numberOfChannels, sampleRate, getChannelData: channel };
}

test("of stereo the mean of both is heard", () => {
  assert.deepEqual([...oneVoice(sound(1, 0.5, 0.25)).samples.subarray(0, 2)], [0.375, 0.375]);
});

test("of 61 seconds the first minute is read, and the whole length is told", () => {
  const { samples, seconds } = oneVoice(sound(61, 0.5));
  assert.deepEqual([samples.length, seconds], [6000, 61]);
});

test("what is no sound, too long or too large is refused before it is decoded", () => {
  assert.equal(faultOf(1000, Number.NaN), "unreadable");
  assert.equal(faultOf(1000, 601), "long");
  assert.equal(faultOf(200_000_000, 60), "large");
  assert.equal(faultOf(10_000_000, Infinity), "large");
  assert.equal(faultOf(1_000_000, Infinity), null);
  assert.equal(faultOf(30_000_000, 61), null);
});

test("a refused microphone has its reason", () => {
  const refused = (name: string, after: Standing): Standing =>
    whyNot(new DOMException("", name), after);
  assert.equal(refused("NotFoundError", "unasked"), "missing");
  assert.equal(refused("NotReadableError", "allowed"), "busy");
  assert.equal(refused("NotAllowedError", "denied"), "denied");
  assert.equal(refused("NotAllowedError", "unasked"), "dismissed");
  assert.equal(refused("NotAllowedError", "insecure"), "insecure");
});
