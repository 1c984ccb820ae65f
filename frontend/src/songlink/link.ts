/**
 * A whole song in the part of an address that no browser sends to anybody: `#song=1.` and its rows,
 * compressed, in letters that addresses may have.
 */
import type { Song } from "../music/song.ts";
import { NoSong, packed, unpacked } from "./packing.ts";

export const MOST_LETTERS = 6_000; // longer ones are cut by chats and mail
const MOST_BYTES = 400_000; // of rows: a small link may unfold to anything
const MARK = "#song=";
const VERSION = "1";
const FORMAT = "deflate-raw";

/** What comes after the path; the caller says whether it is too long. */
export async function fragmentOf(song: Song): Promise<string> {
  const rows = new TextEncoder().encode(JSON.stringify(packed(song)));
  const stream = new Blob([rows]).stream().pipeThrough(new CompressionStream(FORMAT));
  const squeezed = new Uint8Array(await new Response(stream).arrayBuffer());
  return `${MARK}${VERSION}.${toLetters(squeezed)}`;
}

/** Null for an address without a song. Throws `NoSong`, which says why there is none. */
export async function songIn(fragment: string): Promise<Song | null> {
  if (!fragment.startsWith(MARK)) return null;
  const [version, letters = ""] = fragment.slice(MARK.length).split(".");
  if (version !== VERSION) throw new NoSong("this site does not know that kind of link");
  if (letters.length > MOST_LETTERS) throw new NoSong("it is longer than any link of ours");
  return unpacked(parsed(await unfolded(fromLetters(letters))));
}

function parsed(rows: string): unknown {
  try {
    return JSON.parse(rows);
  } catch {
    throw new NoSong("it is damaged");
  }
}

/** What was compressed, as far as it may go. */
async function unfolded(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(FORMAT));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const piece of stream) {
      pieces.push(piece);
      size += piece.length;
      if (size > MOST_BYTES) break;
    }
  } catch {
    throw new NoSong("it is damaged, or was cut short on its way");
  }
  if (size > MOST_BYTES) throw new NoSong("it holds more than any song");
  return new Blob(pieces).text();
}

const toLetters = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

function fromLetters(letters: string): Uint8Array<ArrayBuffer> {
  if (!/^[-\w]+$/.test(letters)) throw new NoSong("it is damaged, or was cut short on its way");
  try {
    const bytes = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(bytes, (letter) => letter.charCodeAt(0));
  } catch {
    throw new NoSong("it is damaged, or was cut short on its way");
  }
}
