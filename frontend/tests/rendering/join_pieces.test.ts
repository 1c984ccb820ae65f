import assert from "node:assert/strict";
import { test } from "node:test";
import { BasicSoundBank, SoundBankLoader } from "spessasynth_core";
import { emptySong, makeTrack, type Song } from "../../src/music/song.ts";
import { renderSong } from "../../src/rendering/offline.ts";
import { RATE } from "../../src/rendering/rate.ts";
import { makeWav } from "../../src/rendering/wavfile.ts";

const HEAD = 44; // bytes

/** Notes of two instruments that sound across the ends of all pieces, and one far behind them. */
function longNotes(): Song {
  const note = (onset: number, pitch: number, length: number) => ({
    ...{ onset, pitch, length },
    velocity: 90,
  });
  const tracks = [
    makeTrack({ program: 0, notes: [note(0, 45, 12_000), note(24_000, 57, 480)] }),
    makeTrack({ program: 48, notes: [note(240, 52, 11_000)] }),
  ];
  return { ...emptySong(), tracks };
}

/** Of sines, which have no corners of their own. */
async function font(): Promise<ArrayBuffer> {
  const bank = SoundBankLoader.fromArrayBuffer(BasicSoundBank.getSampleSoundBankFile());
  const sine = Float32Array.from({ length: 128 }, (_, at) => Math.sin((2 * Math.PI * at) / 128));
  bank.samples[0]?.setAudioData(sine, RATE);
  return bank.writeSF2();
}

async function pieces(song: Song): Promise<Float32Array[]> {
  const all: Float32Array[] = [];
  for await (const piece of renderSong(song, font)) all.push(piece.slice());
  return all;
}

/** How far the left channel bends at a frame: a seam is a corner. */
function bend(samples: Float32Array, frame: number): number {
  const [before, here, after] = [frame - 1, frame, frame + 1].map(
    (each) => samples[2 * each] ?? 0,
  ) as [number, number, number];
  return Math.abs(before - 2 * here + after);
}

test("where a piece ends the sound goes on without a corner", async () => {
  const all = await pieces(longNotes());
  const whole = Float32Array.from(all.flatMap((piece) => [...piece]));
  const ends = [1, 2, 3].map((count) => (count * (all[0] as Float32Array).length) / 2);
  for (const end of ends) {
    const around = Array.from({ length: 2_000 }, (_, at) => bend(whole, end - 1_000 + at));
    const most = Math.max(...around.filter((_, at) => Math.abs(at - 1_000) > 2));
    const loudest = Math.max(...whole.subarray(2 * end - 2_000, 2 * end + 2_000));
    assert.ok(loudest > 0.01, `nothing sounds at ${end / RATE} s: ${loudest}`);
    for (const at of [-1, 0, 1]) {
      const here = bend(whole, end + at);
      assert.ok(here < 2 * most, `a corner at ${end / RATE} s: ${here} beside ${most}`);
    }
  }
});

test("the file holds the notes behind a silence, and tells how far it is", async () => {
  const shares: number[] = [];
  const file = await makeWav(longNotes(), font, (share) => shares.push(share));
  const samples = new Int16Array((await file.arrayBuffer()).slice(HEAD));
  const loudest = (from: number, to: number): number =>
    samples.subarray(2 * from * RATE, 2 * to * RATE).reduce((most, x) => Math.max(most, x), 0);
  assert.ok(loudest(0, 6) > 3_000);
  assert.ok(loudest(12.5, 13) > 300, String(loudest(12.5, 13)));
  assert.ok(shares.length > 5 && shares.at(-1) === 1);
  assert.deepEqual(shares, shares.toSorted((a, b) => a - b));
});
