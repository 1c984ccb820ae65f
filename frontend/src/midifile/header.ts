/** The first fourteen bytes of a MIDI file, or what it is instead. */
import { counted, MAX_BYTES, MAX_TRACKS } from "./limits.ts";
import { beginsWith, bigEndian } from "./numbers.ts";
import { Refused } from "./refusing.ts";

export interface Header {
  readonly type: number;
  readonly division: number; // ticks a quarter
}

const OTHER_KINDS: readonly (readonly [letters: string, name: string])[] = [
  ["\x89PNG", "a PNG picture"],
  ["\xff\xd8\xff", "a JPEG picture"],
  ["GIF8", "a GIF picture"],
  ["%PDF", "a PDF document"],
  ["PK\x03\x04", "a ZIP archive"],
  ["ID3", "an MP3 recording"],
  ["OggS", "an Ogg recording"],
  ["fLaC", "a FLAC recording"],
  ["RIFF", "a WAVE recording or a film"],
  ["<?xm", "an XML file"],
  ["<!DO", "a web page"],
];

/** Costs nothing. Throws `Refused` for what no reading should be tried on. */
export function checkHeader(bytes: Uint8Array): Header {
  checkSize(bytes.length);
  const { type, declared, division } = readHeader(bytes);
  if (type > 1) {
    throw new Refused(
      "unknown_type",
      "This is a MIDI file of type 2, several songs in one. Export one as type 1.",
    );
  }
  if (declared > MAX_TRACKS + 1) {
    throw new Refused(
      "too_many_tracks",
      `This file has ${counted(declared)} tracks; the limit is ${MAX_TRACKS}.`,
    );
  }
  if (division === 0 || division & 0x8000) {
    throw new Refused(
      "bad_division",
      "This file does not say how many ticks a beat has. Export it once more.",
    );
  }
  return { type, division };
}

/** Before anything is read. */
export function checkSize(size: number): void {
  if (size <= MAX_BYTES) return;
  const words = `The limit is ${MAX_BYTES / 1e6} MB; yours has ${megabytes(size)}.`;
  throw new Refused("too_big", `${words} Try exporting fewer tracks.`);
}

const megabytes = (size: number): string => (Math.ceil(size / 1e4) / 100).toFixed(2);

function readHeader(bytes: Uint8Array): Header & { readonly declared: number } {
  if (bytes.length === 0) throw new Refused("empty_file", "This file is empty.");
  if (!beginsWith(bytes, "MThd")) {
    const found = OTHER_KINDS.find(([letters]) => beginsWith(bytes, letters));
    const words = found ? ` (it starts like ${found[1]})` : "";
    throw new Refused("not_midi", `This file is not MIDI${words}.`);
  }
  if (bytes.length < 14 || bigEndian(bytes.subarray(4, 8)) < 6) {
    throw new Refused("cut_short", "This MIDI file ends before its music begins.");
  }
  const word = (at: number): number => bigEndian(bytes.subarray(at, at + 2));
  return { type: word(8), declared: word(10), division: word(12) };
}
