/** The bytes of a MIDI file, cut where an order ends, each piece with what it says. */
import { META, walkChunks, walkEvents } from "../midifile/walk.ts";
import { pitchLabel } from "../music/words.ts";

export interface Piece {
  readonly bytes: Uint8Array;
  readonly words: string;
  readonly sounds: boolean; // a key is pressed or let go of
}

const NAMES: Readonly<Record<number, string>> = {
  3: "name",
  0x2f: "end of the track",
  0x51: "tempo",
  0x58: "meter",
};

const CHUNK = 8; // bytes before what is in it

/** Every byte of the file is in one piece, in its order. */
export function piecesOf(file: Uint8Array): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const cut = (end: number, words: string, sounds = false): void => {
    if (end > at) pieces.push({ bytes: file.subarray(at, end), words, sounds });
    at = end;
  };
  for (const [start, stop] of walkChunks(file)) {
    const ticks = ((file[12] as number) << 8) | (file[13] as number);
    if (at === 0) cut(start - CHUNK, `this is MIDI: ${file[11]} tracks, ${ticks} ticks a beat`);
    cut(start, `a track of ${stop - start} bytes`);
    let before = 0;
    for (const event of walkEvents(file, start, stop)) {
      const later = event.tick - before;
      before = event.tick;
      const end = event.at + event.size;
      const kind = event.status >> 4;
      const body = file.subarray(event.at, end);
      cut(end, wordsOf(event.status, event.kind, body, later), kind === 8 || kind === 9);
    }
  }
  cut(file.length, "more");
  return pieces;
}

function wordsOf(status: number, kind: number | null, body: Uint8Array, later: number): string {
  const [first = 0, second = 0] = body;
  const after = later > 0 ? `after ${later} ticks ` : "";
  switch (status >> 4) {
    case 9:
      return `${after}press ${pitchLabel(first)}, loudness ${second}`;
    case 8:
      return `${after}let go of ${pitchLabel(first)}`;
    case 0xc:
      return `instrument ${first + 1}`;
    case 0xb:
      return first === 7 ? `volume ${second}` : "place from left to right";
    default:
      return status === META ? (NAMES[kind ?? -1] ?? "more") : "more";
  }
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
