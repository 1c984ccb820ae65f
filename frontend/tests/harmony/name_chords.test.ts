import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Chord,
  chordPitches,
  chordSign,
  chordWords,
  KINDS,
  tonesOf,
} from "../../src/harmony/chord.ts";
import { KEYS, keyName } from "../../src/music/keys.ts";

const chord = (root: number, sign: string, bass = root): Chord => {
  const kind = KINDS.find((each) => each.sign === sign);
  assert.ok(kind);
  return { start: 0, end: 1, root, kind, bass };
};
const key = (name: string) => KEYS.find((each) => keyName(each) === name) ?? null;

test("the key decides between sharps and flats", () => {
  assert.equal(chordSign(chord(10, ""), key("F major")), "B♭");
  assert.equal(chordSign(chord(6, "m"), key("D major")), "F♯m");
  assert.equal(chordSign(chord(8, ""), key("C minor")), "A♭");
  assert.equal(chordSign(chord(3, ""), key("B major")), "D♯");
  assert.equal(chordSign(chord(10, ""), null), "B♭");
});

test("minor keys lead to their tonic from a raised tone, major ones borrow lowered ones", () => {
  assert.equal(chordSign(chord(8, "dim"), key("A minor")), "G♯dim");
  assert.equal(chordSign(chord(8, ""), key("C major")), "A♭");
});

test("a bass is spelled as a tone of its chord", () => {
  assert.equal(chordSign(chord(4, "", 8), key("C major")), "E/G♯");
  assert.equal(chordSign(chord(0, "7", 10), key("F major")), "C7/B♭");
  assert.equal(chordSign(chord(1, "", 5), key("A♭ major")), "D♭/F");
});

test("no letter has two signs, in any key", () => {
  for (const each of KEYS)
    for (const kind of KINDS)
      for (let root = 0; root < 12; root += 1)
        for (const bass of tonesOf({ root, kind })) {
          const sign = chordSign({ start: 0, end: 1, root, kind, bass }, each);
          assert.match(sign, /^[A-G][♯♭]?(?![♯♭])[^/]*(\/[A-G][♯♭]?)?$/, keyName(each));
        }
});

test("chords are said in words and struck from their bass up", () => {
  assert.equal(chordWords(chord(9, "m"), null), "A minor");
  assert.equal(chordWords(chord(6, "m7♭5"), key("E minor")), "F sharp half-diminished");
  assert.equal(chordWords(chord(10, "", 2), key("F major")), "B flat major over D");
  assert.deepEqual(chordPitches(chord(7, "", 11)), [59, 62, 67, 71]);
});
