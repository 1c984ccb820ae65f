/** Words in a file, which never says in what letters they are written. */
import { clipped } from "./wording.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** UTF-8 if it can be, else Latin-1; cut to our length. */
export function decodeBytes(bytes: Uint8Array): string {
  try {
    return clipped(UTF8.decode(bytes));
  } catch {
    return clipped(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  }
}

/** What a song is called that has no name of its own. */
export function stemOf(fileName: string): string {
  const dot = fileName.lastIndexOf(".");
  return dot > 0 && dot < fileName.length - 1 ? fileName.slice(0, dot) : fileName;
}
