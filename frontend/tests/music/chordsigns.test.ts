import assert from "node:assert/strict";
import { test } from "node:test";
import { readMidi } from "../../src/midifile/reading.ts";
import { writeMidi } from "../../src/midifile/writing.ts";
import {
  clearSigns,
  eraseSign,
  isSymbol,
  signAt,
  signFrom,
  writeSigns,
} from "../../src/music/chordsigns.ts";
import { differenceWords } from "../../src/music/comparing.ts";
import { changed, difference, isSame } from "../../src/music/difference.ts";
import { addNotes } from "../../src/music/edits.ts";
import { merged } from "../../src/music/merge.ts";
import { sameMusic } from "../../src/music/news.ts";
import { emptySong, fromDocument, type Note, toDocument } from "../../src/music/song.ts";

const note = (onset: number): Note => ({ onset, pitch: 60, length: 3840, velocity: 80 });
const plain = addNotes(emptySong("Tune"), 0, [note(0), note(3840)]).song;
const written = writeSigns(plain, [
  { onset: 3840, symbol: "G7/B" },
  { onset: 0, symbol: "C" },
]);

test("signs stand in order, and a new one takes the place of the one that began there", () => {
  const other = writeSigns(written, [{ onset: 3840, symbol: "Am" }]);
  assert.deepEqual(other.chords, [
    { onset: 0, symbol: "C" },
    { onset: 3840, symbol: "Am" },
  ]);
  assert.deepEqual(eraseSign(other, 0).chords, [{ onset: 3840, symbol: "Am" }]);
  assert.deepEqual(clearSigns(other).chords, []);
});

test("a sign holds until the next one", () => {
  assert.equal(signAt(written, 3839)?.symbol, "C");
  assert.equal(signAt(written, 99_999)?.symbol, "G7/B");
  assert.equal(signAt(eraseSign(written, 0), 3839), undefined);
  assert.equal(signFrom(written, 1920), undefined);
});

test("a document tells them, and one without them is what it was", () => {
  const document = toDocument(written);
  assert.deepEqual(document.chords, [
    [0, "C"],
    [3840, "G7/B"],
  ]);
  assert.deepEqual(toDocument(fromDocument(document)), document);
  assert.ok(!("chords" in toDocument(clearSigns(written))));
  assert.deepEqual(fromDocument(toDocument(plain)).chords, []);
});

test("a MIDI file tells them, and gives them back", () => {
  const { document } = readMidi(writeMidi(written), "tune.mid");
  assert.deepEqual(document.chords, toDocument(written).chords);
  assert.notDeepEqual(writeMidi(written), writeMidi(plain));
});

test("they make another song, for undo, for takes and for versions", () => {
  assert.ok(!isSame(plain, written) && !sameMusic(plain, written));
  assert.ok(isSame(written, writeSigns(written, [{ onset: 0, symbol: "C" }])));
  assert.deepEqual(changed(plain, difference(plain, written)), written);
  assert.deepEqual(changed(written, difference(written, plain)), plain);
  assert.equal(differenceWords(written, plain), "Against yours: other chords.");
});

test("they stay with the notes where a model begins the song earlier", () => {
  const made = addNotes(emptySong(), 0, [note(0), note(3840), note(7680)]).song;
  const later = { ...made, tracks: [{ ...made.tracks[0]!, key: plain.tracks[0]!.key }] };
  const before = { ...plain, tracks: [{ ...plain.tracks[0]!, notes: [note(0)] }] };
  const asked = writeSigns(before, [{ onset: 0, symbol: "C" }]);
  assert.deepEqual(merged(asked, asked, later).chords, [{ onset: 0, symbol: "C" }]);
  const pitched = { ...note(0), pitch: 72 };
  const one = { ...asked, tracks: [{ ...asked.tracks[0]!, notes: [pitched] }] };
  const moved = [note(0), { ...pitched, onset: 3840 }];
  const earlier = { ...one, tracks: [{ ...one.tracks[0]!, notes: moved }] };
  assert.deepEqual(merged(one, one, earlier).chords, [{ onset: 3840, symbol: "C" }]);
});

test("symbols are those that the site reads", () => {
  const good = ["C", "F#m7b5", "Bb/C", "Ebmaj7", "Bdim", "Cdim7", "Aaug", "Dsus4/A", "Cm", "N.C."];
  assert.deepEqual(good.filter((each) => !isSymbol(each)), []);
  const bad = ["", "H", "c", "C♯", "Cmaj9", "C/", "C//G", "C/H", "C##", "Cb#", "nc", "C\n", " C"];
  assert.deepEqual([...bad, 7].filter(isSymbol), []);
});
