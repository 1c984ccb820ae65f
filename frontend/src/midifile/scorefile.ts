/** Whether a file is MusicXML or ABC notation (`generation/music/filekinds.py`). */

const SEARCHED = 200_000; // bytes: tune books begin with words
const LATIN = new TextDecoder("latin1");

export function isScore(bytes: Uint8Array): boolean {
  const head = LATIN.decode(bytes.subarray(0, SEARCHED));
  if (/^(PK\x03\x04|ÿþ|þÿ)/.test(head)) return true;
  const text = head.replace(/^ï»¿/, "");
  if (/^\s*<(?!!doctype html|html)/i.test(text.slice(0, 200))) return true;
  return /^X:\s*\d/m.test(text) && /^K:/m.test(text);
}
