import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BasicSoundBank, SoundBankLoader } from "spessasynth_core";
import { cutFont } from "../../src/instruments/cutting.ts";
import { fontOf } from "../../src/instruments/decoding.ts";
import { instrumentAddress, instrumentsOf } from "../../src/instruments/names.ts";
import { packPiece, unpackPiece } from "../../src/instruments/piece.ts";

const SITE = join(import.meta.dirname, "../../instruments");

/** One tone, under the number of a trumpet. */
function trumpet(): ArrayBuffer {
  const bank = SoundBankLoader.fromArrayBuffer(BasicSoundBank.getSampleSoundBankFile());
  for (const preset of bank.presets) preset.program = 56;
  return bank.writeSF2();
}

test("a piece put together is a font of one instrument, under its own number", async () => {
  const { pieces } = await cutFont(trumpet());
  const whole = SoundBankLoader.fromArrayBuffer(trumpet());
  const again = SoundBankLoader.fromArrayBuffer(await fontOf(pieces.get("56") as Uint8Array));
  assert.equal(again.presets.length, 1);
  assert.equal(again.presets[0]?.program, 56);
  assert.deepEqual(again.samples[0]?.getAudioData(), whole.samples[0]?.getAudioData());
});

test("what a font has not is played by its nearest relative; drums by none but drums", async () => {
  const { pieces } = await cutFont(trumpet());
  assert.equal(pieces.size, 128);
  for (const program of [0, 58]) {
    const font = await fontOf(pieces.get(String(program)) as Uint8Array);
    assert.equal(SoundBankLoader.fromArrayBuffer(font).presets[0]?.program, program);
  }
});

test("cut twice, it is the same to the byte", async () => {
  const [one, other] = [await cutFont(trumpet()), await cutFont(trumpet())];
  assert.deepEqual(one, other);
});

test("compressed samples have every frame where the font says", async () => {
  const piece = readFileSync(join(SITE, "33"));
  const bank = SoundBankLoader.fromArrayBuffer(await fontOf(piece));
  const { samples } = unpackPiece(piece);
  assert.equal(bank.samples.length, samples.length);
  bank.samples.forEach((sample, at) => {
    assert.equal(sample.getAudioData().length, samples[at]?.frames);
    assert.ok(sample.loopEnd <= sample.getAudioData().length, sample.name);
    assert.ok(sample.getAudioData().some((each) => Math.abs(each) > 0.05), sample.name);
  });
});

test("who made it stands in every piece", async () => {
  const bank = SoundBankLoader.fromArrayBuffer(await fontOf(readFileSync(join(SITE, "0"))));
  assert.match(String(bank.soundBankInfo.copyright), /Frank Wen.*Michael Cowgill/);
});

test("a piece that is cut short, or none, is refused", async () => {
  const ends = { before: Uint8Array.of(1), after: Uint8Array.of(2) };
  const piece = packPiece({ ...ends, frames: 1, samples: [] });
  assert.deepEqual(unpackPiece(piece).after, Uint8Array.of(2));
  await assert.rejects(fontOf(piece.subarray(0, piece.length - 1)), /not whole/);
  await assert.rejects(fontOf(new TextEncoder().encode("<!doctype html><p>Sign in")), /no instr/);
  await assert.rejects(fontOf(new Uint8Array()), /no instrument/);
});

test("a song needs each instrument once, and one kit whatever its program is", () => {
  const tracks = [
    { program: 0, drums: false },
    { program: 25, drums: true },
    { program: 0, drums: false },
    { program: 0, drums: true },
  ];
  assert.deepEqual(instrumentsOf(tracks), ["0", "drums"]);
});

test("addresses keep what names their content", () => {
  assert.equal(instrumentAddress("/soundfont/?v=abc", "drums"), "/soundfont/drums?v=abc");
  assert.equal(instrumentAddress("/soundfont/", "0"), "/soundfont/0");
});
