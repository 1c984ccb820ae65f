/**
 * The room that all instruments stand in, the same in browsers and in recordings: small, and more
 * of it around strings and choirs than around what carries the beat.
 */
import type { Played } from "../instruments/names.ts";

export const REVERB = 91; // MIDI controller: how much of a channel goes into the room
const DEFAULTS = 0x7f; // the last word of a GS reset
const ROLAND = [0x41, 0x10, 0x42, 0x12];

// By Roland's numbers of a sound canvas, at address 40 01 ..: none of them a delay.
const ROOM: readonly (readonly [parameter: number, value: number])[] = [
  [0x30, 1], // the second of its three rooms, to begin with
  [0x32, 3], // highs are taken off before it, as furniture does
  [0x33, 56], // how loud it is
  [0x34, 48], // how long it rings
  [0x3a, 0], // no chorus: it blurs who plays what
];

/** What a synthesizer is told first, without the byte that begins such messages. */
export const SETUP: readonly (readonly number[])[] = [
  gs(0x00, DEFAULTS, 0), // a new channel has all its controllers at nought
  ...ROOM.map(([parameter, value]) => gs(0x01, parameter, value)),
];

function gs(part: number, parameter: number, value: number): number[] {
  const told = [0x40, part, parameter, value];
  const sum = told.reduce((before, byte) => before + byte, 0);
  return [...ROLAND, ...told, (128 - (sum % 128)) % 128, 0xf7];
}

const FAMILY = 8; // programs
const BASSES = 4;
const AROUND: ReadonlyMap<number, number> = new Map([
  [BASSES, 8], // a bass in a room is mud
  [5, 46], // strings
  [6, 46], // ensembles and choirs
  [7, 40], // brass
  [11, 46], // pads
]);

/** How much of an instrument goes into the room, 0-127. Kicks of the kit never do. */
export const reverbOf = ({ program, drums }: Played): number =>
  drums ? 24 : (AROUND.get(Math.floor(program / FAMILY)) ?? 34);
