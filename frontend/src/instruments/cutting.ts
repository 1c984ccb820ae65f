/**
 * Cuts a SoundFont into its General MIDI instruments, so that a page takes only those that it
 * plays. Compressed samples stay as they are.
 */
import {
  type BasicPreset,
  type BasicSample,
  BasicSoundBank,
  SoundBankLoader,
} from "spessasynth_core";
import { ALL, DRUMS } from "./names.ts";
import { packPiece, type Sample } from "./piece.ts";
import { decoded, decoderReady } from "./vorbis.ts";

const FAMILY = 8; // programs that are alike
const RECORD = 46; // bytes of a sample's record

export interface Cut {
  readonly name: string; // as the font calls itself
  readonly pieces: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Those that are `wanted`. An instrument that a font has not is its nearest relative. Without drums
 * there are none.
 */
export async function cutFont(
  font: ArrayBuffer,
  wanted: readonly string[] = ALL,
): Promise<Cut> {
  await decoderReady;
  const bank = SoundBankLoader.fromArrayBuffer(font);
  const pieces = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const instrument of wanted) {
    const preset = presetOf(bank, instrument);
    if (preset) pieces.set(instrument, pieceOf(preset, instrument));
  }
  return { name: bank.soundBankInfo.name, pieces };
}

function presetOf({ presets }: BasicSoundBank, instrument: string): BasicPreset | undefined {
  const byNumber = presets.toSorted((a, b) => bankOf(a) - bankOf(b) || a.program - b.program);
  const kits = byNumber.filter((preset) => preset.isGMGSDrum);
  if (instrument === DRUMS) return kits[0];
  const program = Number(instrument);
  const tones = byNumber.filter((preset) => !preset.isGMGSDrum);
  return (
    tones.find((preset) => preset.program === program) ??
    tones.find((preset) => familyOf(preset.program) === familyOf(program)) ??
    tones[0]
  );
}

const bankOf = ({ bankMSB, bankLSB }: BasicPreset): number => 128 * bankMSB + bankLSB;
const familyOf = (program: number): number => Math.floor(program / FAMILY);

/** A font of this preset alone, under the number by which songs ask for it. */
function pieceOf(preset: BasicPreset, instrument: string): Uint8Array<ArrayBuffer> {
  const alone = new BasicSoundBank();
  // Who made it, and when: today's date would make another file of the same on every machine.
  alone.soundBankInfo = preset.parentSoundBank.soundBankInfo;
  const own = alone.clonePreset(preset);
  own.bankMSB = 0;
  own.bankLSB = 0;
  own.isGMGSDrum = instrument === DRUMS;
  own.program = instrument === DRUMS ? 0 : Number(instrument);
  const kept = alone.samples.map((sample) => sample.getRawData(true).slice());
  for (const sample of alone.samples) makePlain(sample);
  const written = new Uint8Array(alone.writeSF2());
  const { start, length, records } = places(written);
  const samples = alone.samples.map((sample, index): Sample => {
    const place = records.getUint32(RECORD * index + 20, true);
    return { place, frames: sample.getAudioData().length, data: kept[index] as Uint8Array };
  });
  const before = written.subarray(0, start);
  const after = written.subarray(start + length);
  return packPiece({ before, after, frames: length / 2, samples });
}

/** The lengths of what is written are those of decoded samples. */
function makePlain(sample: BasicSample): void {
  if (!sample.isCompressed) return;
  sample.setAudioData(decoded(sample.getRawData(true)), sample.sampleRate);
}

interface Places {
  readonly start: number; // of the samples, in bytes
  readonly length: number; // in bytes
  readonly records: DataView; // of the samples
}

function places(font: Uint8Array<ArrayBuffer>): Places {
  const view = new DataView(font.buffer);
  const found = new Map<string, [start: number, length: number]>();
  const walk = (from: number, to: number): void => {
    for (let at = from; at + 8 <= to; ) {
      const name = String.fromCharCode(...font.subarray(at, at + 4));
      const length = view.getUint32(at + 4, true);
      if (name === "LIST") walk(at + 12, at + 8 + length);
      else found.set(name, [at + 8, length]);
      at += 8 + length + (length % 2);
    }
  };
  walk(12, font.length);
  const [start, length] = found.get("smpl") as [number, number];
  const records = new DataView(font.buffer, ...(found.get("shdr") as [number, number]));
  return { start, length, records };
}
