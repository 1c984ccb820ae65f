/**
 * The room that all instruments stand in, the same in browsers and in recordings: small, and more
 * of it around strings and choirs than around what carries the beat.
 */
import type { Played } from "../instruments/names.ts";

/** Controllers of MIDI: how much of a channel goes into the room; three that change one drum. */
const [REVERB, KIND, KEY, VALUE] = [91, 99, 98, 6] as const;
type Controller = typeof REVERB | typeof KIND | typeof KEY | typeof VALUE;
const DRUM_PAN = 28;
const DEFAULTS = 0x7f; // the last word of a GS reset
const ROLAND = [0x41, 0x10, 0x42, 0x12];

// By Roland's numbers of a sound canvas, at address 40 01 ..: none of them a delay.
const ROOM: readonly (readonly [parameter: number, value: number])[] = [
  [0x30, 1], // the second of its three rooms, to begin with
  [0x32, 3], // highs are taken off before it, as furniture does
  [0x33, 84], // how loud it is
  [0x34, 48], // how long it rings
  [0x3a, 0], // no chorus: it blurs who plays what
];

/** How loud instruments are on a page: as loud as the loudest songs of the demo bear unlimited. */
export const GAIN = 1.7;

/**
 * Peaks on a page end at -1 dBFS, as in recordings: what browsers make louder behind it counts in.
 * It looks ahead by 6 ms; that of recordings by 24, which nobody at a piano would bear.
 */
export const LIMITER = { threshold: -3, knee: 0, ratio: 20, attack: 0.001, release: 0.1 } as const;

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
const ELSE = 34;
const KIT = 30; // kicks never, whatever is said here

/**
 * Where the drums of a kit stand, for who sits before it; the font has them all in the middle,
 * where kick, snare and bass belong.
 */
const PLACES: ReadonlyMap<number, number> = new Map([
  ...[42, 44, 46].map((hat) => [hat, 80] as const),
  ...[41, 43].map((tom) => [tom, 40] as const),
  ...[45, 47].map((tom) => [tom, 54] as const),
  ...[48, 50].map((tom) => [tom, 76] as const),
  ...[49, 55].map((crash) => [crash, 86] as const),
  ...[51, 52, 53, 57, 59].map((ride) => [ride, 40] as const),
  ...[54, 69, 70, 82].map((shaken) => [shaken, 48] as const),
  ...[60, 61, 65, 66, 76, 77].map((struck) => [struck, 84] as const),
  ...[56, 62, 63, 64, 67, 68].map((struck) => [struck, 44] as const),
]);

/** What a channel is told with its instrument: controllers and their values, in this order. */
export function placing({ program, drums }: Played): readonly (readonly [Controller, number])[] {
  if (!drums) return [[REVERB, AROUND.get(Math.floor(program / FAMILY)) ?? ELSE]];
  const places = [...PLACES].flatMap(([drum, place]) => [
    [KIND, DRUM_PAN] as const,
    [KEY, drum] as const,
    [VALUE, place] as const,
  ]);
  return [[REVERB, KIT], ...places];
}
