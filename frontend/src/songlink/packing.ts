/**
 * A song as rows of whole numbers, as short as they can be said: ticks count from the row before.
 * Reading them trusts nothing.
 */
import {
  LEAST_TEMPO_US,
  MAX_MAP,
  MAX_NOTES,
  MAX_SECONDS,
  MAX_TEXT,
  MAX_TICK,
  MAX_TRACKS,
  MOST_METER,
  MOST_TEMPO_US,
  tooLong,
} from "../midifile/limits.ts";
import { clipped } from "../midifile/wording.ts";
import { isSymbol, MAX_CHORDS } from "../music/chordsigns.ts";
import { COLOURS } from "../music/palette.ts";
import {
  type ChordSign,
  makeTrack,
  noteCount,
  type Song,
  songEnd,
  sortNotes,
  type Track,
} from "../music/song.ts";
import { secondsAt } from "../music/time.ts";

type Row = readonly number[];
type Bounds = readonly (readonly [least: number, most: number])[];

const TICKS: Bounds[number] = [0, MAX_TICK];
const SEVEN_BITS: Bounds[number] = [0, 127];
const TEMPO: Bounds = [TICKS, [LEAST_TEMPO_US, MOST_TEMPO_US]];
const METER: Bounds = [TICKS, [1, MOST_METER], [1, 64]];
const NOTE: Bounds = [TICKS, SEVEN_BITS, [1, MAX_TICK], [1, 127]];
const COLOUR: Bounds = [[1, COLOURS.length]];
const TRACK: Bounds = [SEVEN_BITS, [0, 1], SEVEN_BITS, SEVEN_BITS];

/** What is wrong with what should be a song. */
export class NoSong extends Error {}

export function packed({ title, tempi, meters, tracks, chords }: Song): unknown {
  return [
    title,
    flat(tempi.map(({ tick, usPerQuarter }) => [tick, usPerQuarter])),
    flat(meters.map(({ tick, numerator, denominator }) => [tick, numerator, denominator])),
    tracks.map(({ name, program, drums, volume, pan, colour, notes }) => [
      ...[name, program, drums ? 1 : 0, volume, pan],
      flat(notes.map(({ onset, pitch, length, velocity }) => [onset, pitch, length, velocity])),
      ...(colour === null ? [] : [colour]),
    ]),
    ...(chords.length > 0 ? [flat(chords.map(({ onset }) => [onset])), symbolsOf(chords)] : []),
  ];
}

/** Throws `NoSong`, which names the first thing that is wrong. */
export function unpacked(value: unknown): Song {
  const [title, tempi, meters, tracks, onsets = [], symbols = []] = list(value, "it");
  const trackRows = list(tracks, "its tracks");
  expect(trackRows.length <= MAX_TRACKS, `it has more than ${MAX_TRACKS} tracks`);
  const song = {
    title: text(title, "its title"),
    tempi: map(tempi, "its tempi", TEMPO).map(([tick = 0, usPerQuarter = 0]) => ({
      ...{ tick, usPerQuarter },
    })),
    meters: map(meters, "its time signatures", METER).map(
      ([tick = 0, numerator = 0, denominator = 0]) => ({ tick, numerator, denominator }),
    ),
    tracks: trackRows.map((row, index) => trackOf(row, `track ${index + 1}`)),
    chords: signsOf(onsets, list(symbols, "its chords")),
  };
  checkSong(song);
  return song;
}

function checkSong(song: Song): void {
  expect(
    song.meters.every(({ denominator }) => Number.isInteger(Math.log2(denominator))),
    "its time signatures are none",
  );
  expect(noteCount(song) > 0, "it has no notes");
  expect(noteCount(song) <= MAX_NOTES, `it has more than ${MAX_NOTES} notes`);
  const seconds = secondsAt(song, songEnd(song));
  expect(seconds <= MAX_SECONDS, `it is too long. ${tooLong(seconds)}`);
}

const symbolsOf = (chords: readonly ChordSign[]): string[] => chords.map(({ symbol }) => symbol);

function signsOf(onsets: unknown, symbols: readonly unknown[]): ChordSign[] {
  const found = rows(onsets, "its chords", [TICKS]);
  const inOrder = found.every(([after], index) => index === 0 || after !== 0);
  const fits = found.length === symbols.length && found.length <= MAX_CHORDS && inOrder;
  expect(fits && symbols.every(isSymbol), "its chords cannot be read");
  return summed(found).map(([onset = 0], index) => ({ onset, symbol: String(symbols[index]) }));
}

function trackOf(value: unknown, path: string): Track {
  const [name, program, drums, volume, pan, notes, ...more] = list(value, path);
  const [settings = []] = rows([program, drums, volume, pan], path, TRACK);
  const [[colour = null] = []] = rows(more.slice(0, 1), `the colour of ${path}`, COLOUR);
  return makeTrack({
    name: text(name, `the name of ${path}`),
    program: settings[0] ?? 0,
    drums: settings[1] === 1,
    volume: settings[2] ?? 0,
    pan: settings[3] ?? 0,
    colour,
    notes: sortNotes(
      summed(rows(notes, `the notes of ${path}`, NOTE)).map(
        ([onset = 0, pitch = 0, length = 0, velocity = 0]) => ({
          ...{ onset, pitch, length, velocity },
        }),
      ),
    ),
  });
}

/** Changes in order of time, the first at the beginning. */
function map(value: unknown, path: string, bounds: Bounds): readonly Row[] {
  const changes = rows(value, path, bounds);
  const inOrder = changes.every(([after], index) => (index === 0 ? after === 0 : after !== 0));
  expect(changes.length > 0 && changes.length <= MAX_MAP && inOrder, `${path} are in no order`);
  return summed(changes);
}

/** Rows of so many whole numbers, each within its bounds. */
function rows(value: unknown, path: string, bounds: Bounds): Row[] {
  const numbers = list(value, path);
  const size = bounds.length;
  const whole = numbers.length % size === 0 && numbers.every((each) => Number.isInteger(each));
  const fits = numbers.every((each, at) => {
    const [least, most] = bounds[at % size] as Bounds[number];
    return Number(each) >= least && Number(each) <= most;
  });
  expect(whole && fits, `${path} are beyond what there is`);
  const count = numbers.length / size;
  return Array.from({ length: count }, (_, row) =>
    (numbers as number[]).slice(row * size, (row + 1) * size),
  );
}

/** The first number of each row, which counts from the row before, counts from the beginning. */
function summed(found: readonly Row[]): Row[] {
  let tick = 0;
  return found.map(([after = 0, ...rest]) => {
    tick += after;
    expect(tick <= MAX_TICK, "it goes on for too long");
    return [tick, ...rest];
  });
}

function flat(found: readonly Row[]): number[] {
  return found.flatMap(([tick = 0, ...rest], index) => {
    const before = found[index - 1]?.[0] ?? 0;
    return [tick - before, ...rest];
  });
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new NoSong(`${path} cannot be read`);
  return value;
}

function text(value: unknown, path: string): string {
  const fits = typeof value === "string" && [...value].length <= MAX_TEXT;
  if (!fits) throw new NoSong(`${path} cannot be read`);
  return clipped(value);
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new NoSong(otherwise);
}
