import assert from "node:assert/strict";
import { test } from "node:test";
import { Meter } from "../../src/rendering/loudness.ts";
import { Master } from "../../src/rendering/mastering.ts";
import { sixteenBits, wavHead } from "../../src/rendering/wav.ts";

const RATE = 44_100;
const CEILING = 10 ** (-1 / 20);

/** A sine on both channels: 997 Hz at full scale on both is -3.01 + 3.01 LUFS. */
function sine(seconds: number, level: number): Float32Array {
  const frames = Math.ceil((seconds * RATE) / 64) * 64;
  return Float32Array.from({ length: 2 * frames }, (_, at) => {
    return level * Math.sin((2 * Math.PI * 997 * Math.floor(at / 2)) / RATE);
  });
}

function loudness(samples: Float32Array): number {
  const meter = new Meter(RATE);
  meter.add(samples);
  return meter.loudness();
}

function mastered(samples: Float32Array): Float32Array {
  const master = new Master(RATE);
  master.add(samples);
  return master.levels().level(samples, 0);
}

test("the meter measures what the standard says of a sine", () => {
  assert.ok(Math.abs(loudness(sine(3, 1)) - 0) < 0.1);
  assert.ok(Math.abs(loudness(sine(3, 0.1)) + 20) < 0.1);
  assert.equal(loudness(new Float32Array(RATE)), -Infinity);
});

test("what is soft and what is loud come out at -14 LUFS", () => {
  for (const level of [0.05, 0.9]) {
    assert.ok(Math.abs(loudness(mastered(sine(3, level))) + 14) < 0.1, String(level));
  }
});

test("peaks are held below the ceiling", () => {
  const samples = sine(4, 0.02);
  for (let at = RATE; at < RATE + 200; at += 1) samples[at] = at % 2 ? 0.9 : -0.9;
  const peak = mastered(samples).reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  assert.ok(peak <= CEILING + 1e-6, String(peak));
});

test("a single soft sound is made louder by 24 dB at most", () => {
  const peak = Math.max(...mastered(sine(1, 0.001)).subarray(0, 2000));
  assert.ok(Math.abs(peak - 0.001 * 10 ** (24 / 20)) < 1e-4, String(peak));
});

test("half a second after the last sound it ends, faded", () => {
  const samples = new Float32Array(2 * 64 * 2000);
  samples.set(sine(1, 0.5));
  const out = mastered(samples);
  assert.ok(Math.abs(out.length / 2 / RATE - 1.5) < 0.01, String(out.length / 2 / RATE));
});

test("a piece is levelled as it is in the whole", () => {
  const samples = sine(2, 0.3);
  const master = new Master(RATE);
  master.add(samples);
  const levels = master.levels();
  const whole = levels.level(samples, 0);
  const piece = levels.level(samples.slice(2 * 6400, 2 * 12_800), 6400);
  assert.deepEqual(piece, whole.slice(2 * 6400, 2 * 12_800));
});

test("a WAV file says how long and how fine it is", () => {
  const head = Buffer.from(wavHead(1000, RATE));
  assert.equal(head.toString("latin1", 0, 4) + head.toString("latin1", 8, 16), "RIFFWAVEfmt ");
  assert.deepEqual([head.readUInt32LE(4), head.readUInt32LE(40)], [4036, 4000]);
  assert.deepEqual([head.readUInt16LE(22), head.readUInt32LE(24), head.readUInt16LE(34)], [
    2, 44_100, 16,
  ]);
  assert.deepEqual([...sixteenBits(new Float32Array([0, 1, -1, 2]))], [0, 32767, -32767, 32767]);
});
