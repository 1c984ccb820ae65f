/** Written chords among those that are found: found ones stand where no written one holds. */
import { type ChordSign, type Song, songEnd } from "../music/song.ts";
import { barLines, barTicks, meterAt } from "../music/time.ts";
import { chordPitches } from "./chord.ts";
import type { Harmony, NamedChord } from "./hearing.ts";
import { plainLetters, printedLetters, readSymbol, symbolWords, toneOf } from "./symbols.ts";

export function withWritten(song: Song, found: Harmony): Harmony {
  const [first] = song.chords;
  if (!first) return found;
  const end = endOf(song, found);
  const before = found.chords
    .filter(({ start }) => start < first.onset)
    .map((chord) => ({ ...chord, end: Math.min(chord.end, first.onset) }));
  const written = song.chords.map((sign, index) =>
    namedSign(sign, song.chords[index + 1]?.onset ?? Math.max(end, barEnd(song, sign.onset))),
  );
  return { ...found, chords: [...before, ...written] };
}

function endOf(song: Song, { chords }: Harmony): number {
  const last = songEnd(song);
  return Math.max(chords.at(-1)?.end ?? 0, last > 0 ? barEnd(song, last - 1) : 0);
}

/** Where the bar ends that holds a tick. */
function barEnd(song: Song, tick: number): number {
  const bar = barTicks(meterAt(song, tick));
  return barLines(song, tick + 1, tick + 1 + bar)[0] ?? tick + bar;
}

function namedSign({ onset, symbol }: ChordSign, end: number): NamedChord {
  return {
    ...{ start: onset, end, sign: printedLetters(symbol), words: symbolWords(symbol) },
    pitches: pitchesOf(symbol),
    written: true,
  };
}

/** As one strikes it; of a bass that is none of its tones too. */
function pitchesOf(symbol: string): number[] {
  const read = readSymbol(symbol);
  if (!read) return [];
  const { root, kind, bass } = read;
  return chordPitches({ root: toneOf(root), kind, bass: toneOf(bass) });
}

/** The found ones as signs, from a tick on: those that no written one covers. */
export const foundSigns = (song: Song, { chords }: Harmony, from = 0): ChordSign[] =>
  chords
    .filter(({ start }) => start >= from && start < (song.chords[0]?.onset ?? Infinity))
    .map(({ start, sign }) => ({ onset: start, symbol: plainLetters(sign) }));

/**
 * What has to be written so that one chord becomes another: found ones that follow it are written
 * too, or it would hold in their place.
 */
export function changedSigns(song: Song, found: Harmony, sign: ChordSign): ChordSign[] {
  return [sign, ...foundSigns(song, found, sign.onset + 1)];
}
