/** MIDI in a RIFF envelope (.rmi), as Windows programs once saved it, is taken out of it. */
import { MAX_BYTES } from "./limits.ts";
import { beginsWith, littleEndian } from "./numbers.ts";
import { Refused } from "./refusing.ts";

/** The MIDI file in an envelope; any other bytes as they are. Throws `Refused`. */
export function unwrapped(bytes: Uint8Array): Uint8Array {
  const enveloped = beginsWith(bytes, "RIFF") && beginsWith(bytes, "RMID", 8);
  if (!enveloped || bytes.length > MAX_BYTES) return bytes;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const start = at + 8;
    const size = littleEndian(bytes.subarray(at + 4, start));
    if (beginsWith(bytes, "data", at) && start + size <= bytes.length) {
      return bytes.subarray(start, start + size);
    }
    at = start + size + (size % 2); // parts of an odd length are filled up
  }
  throw new Refused(
    "not_midi",
    "This is MIDI in a damaged RIFF envelope (.rmi). Save it as a standard MIDI file (.mid).",
  );
}
