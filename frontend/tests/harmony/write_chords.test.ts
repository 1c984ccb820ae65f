import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { KINDS } from "../../src/harmony/chord.ts";
import { harmonyOf } from "../../src/harmony/hearing.ts";
import {
  ALLOWED,
  completions,
  plainLetters,
  readSymbol,
  symbolOf,
  symbolWords,
  toneOf,
} from "../../src/harmony/symbols.ts";
import { changedSigns, foundSigns, withWritten } from "../../src/harmony/written.ts";
import { isSymbol, MAX_CHORDS, writeSigns } from "../../src/music/chordsigns.ts";
import { emptySong, type Song } from "../../src/music/song.ts";
import { chordNotes, songOf } from "./instruments.ts";

const BAR = 3840;
const song = songOf(chordNotes(["C3 E4 G4 C5", "A2 E4 A4 C5", "F2 F4 A4 C5", "G2 G4 B4 D5"]));
const found = harmonyOf(song);
const shown = (over: Song): string[] =>
  withWritten(over, found).chords.map(
    ({ start, sign, written }) => `${start / BAR} ${sign}${written ? "!" : ""}`,
  );

test("what is usual is read, and written in one way", () => {
  const typed = ["am7", "A-7", "B♭", "bb", "b", "gM7/b", "F#ø", "c°7", "D sus", "n.c.", "C/C"];
  const kept = ["Am7", "Am7", "Bb", "Bb", "B", "Gmaj7/B", "F#m7b5", "Cdim7", "Dsus4", "N.C.", "C"];
  assert.deepEqual(typed.map(symbolOf), kept);
});

test("nonsense is none, and what is allowed is said with every kind", () => {
  const nonsense = ["", "H", "C9", "Cmaj13", "hello", "C/", "C/H", "C##", "7", "/G"];
  assert.deepEqual(nonsense.map(symbolOf), nonsense.map(() => null));
  for (const { sign } of KINDS) assert.ok(ALLOWED.includes(plainLetters(sign)), sign);
});

test("every kind on every root is kept, read and completed", () => {
  for (const root of ["C", "F#", "Bb"]) {
    const all = KINDS.map(({ sign }) => root + plainLetters(sign));
    assert.deepEqual(completions(root.toLowerCase()).toSorted(), all.toSorted());
    for (const symbol of all) {
      assert.ok(isSymbol(symbol) && symbolOf(symbol) === symbol, symbol);
      assert.equal(readSymbol(symbol)?.kind.sign, KINDS[all.indexOf(symbol)]?.sign);
    }
  }
});

test("a symbol is said, with a bass that is none of its tones", () => {
  assert.equal(symbolWords("F#m7b5/Bb"), "F sharp half-diminished over B flat");
  assert.equal(symbolWords("N.C."), "no chord");
  assert.deepEqual(["C", "B♭", "C♭", "B♯"].map(toneOf), [0, 10, 11, 0]);
});

test("found chords stand where no written one holds", () => {
  assert.deepEqual(shown(song), ["0 C", "1 Am", "2 F", "3 G"]);
  const over = writeSigns(song, [{ onset: 1.5 * BAR, symbol: "E7" }]);
  assert.deepEqual(shown(over), ["0 C", "1 Am", "1.5 E7!"]);
  const { chords } = withWritten(over, found);
  assert.deepEqual(chords.map(({ end }) => end / BAR), [1, 1.5, 4]);
  assert.deepEqual(chords.at(-1)?.pitches, [52, 62, 64, 68, 71]);
});

test("a changed chord changes no other: those after it are written as they were found", () => {
  const signs = changedSigns(song, found, { onset: BAR, symbol: "E7" });
  assert.deepEqual(shown(writeSigns(song, signs)), ["0 C", "1 E7!", "2 F!", "3 G!"]);
  const over = writeSigns(song, [{ onset: 2 * BAR, symbol: "Dm" }]);
  const before = changedSigns(over, found, { onset: 0, symbol: "C7" });
  assert.deepEqual(shown(writeSigns(over, before)), ["0 C7!", "1 Am!", "2 Dm!"]);
  const within = changedSigns(over, found, { onset: 3 * BAR, symbol: "G7" });
  assert.deepEqual(within, [{ onset: 3 * BAR, symbol: "G7" }], "no found one holds there");
});

test("found chords are written down with symbols that the site reads", () => {
  const keys = ["F#3 A#4 C#5", "E3 F#4 C#5 A#4", "B2 D#4 F#4", "Bb2 Db4 F4"];
  const sharp = songOf(chordNotes(keys));
  const signs = foundSigns(sharp, harmonyOf(sharp));
  assert.ok(signs.length >= 3 && signs.every(({ symbol }) => isSymbol(symbol)), String(signs));
  assert.deepEqual(foundSigns(writeSigns(sharp, signs), harmonyOf(sharp)), []);
});

test("signs over an empty song have their bar, and no chord sounds nothing", () => {
  const empty = writeSigns(emptySong(), [
    { onset: 0, symbol: "N.C." },
    { onset: BAR, symbol: "G" },
  ]);
  const { chords } = withWritten(empty, harmonyOf(empty));
  assert.deepEqual(chords.map(({ end }) => end), [BAR, 2 * BAR]);
  assert.deepEqual(chords[0]?.pitches, []);
});

test("kinds, their tones and the limit are those of the site", () => {
  const read = (path: string): string =>
    readFileSync(join(import.meta.dirname, "../../../generation/music", path), "utf8");
  const theirs = [...read("chord_symbols.py").matchAll(/^ {4}"(\w*)": \(([\d, ]+)\),$/gm)];
  assert.deepEqual(
    theirs.map(([, sign, steps = ""]) => [sign, steps.split(", ").map(Number)]),
    KINDS.map(({ sign, steps }) => [plainLetters(sign), steps]),
  );
  const [, most = ""] = /^MAX_CHORDS = ([\d_]+)$/m.exec(read("document_chords.py")) ?? [];
  assert.equal(Number(most.replace("_", "")), MAX_CHORDS);
});
