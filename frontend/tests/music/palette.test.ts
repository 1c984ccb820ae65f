import assert from "node:assert/strict";
import { test } from "node:test";
import { addTrack, changeTrack, moveTrack } from "../../src/music/edits.ts";
import { merged } from "../../src/music/merge.ts";
import { colourName, colourOf } from "../../src/music/palette.ts";
import { emptySong, fromDocument, makeTrack, type Song, toDocument } from "../../src/music/song.ts";
import { writeMidi } from "../../src/midifile/writing.ts";

const note = { onset: 0, pitch: 60, length: 480, velocity: 80 };
const nine = Array.from({ length: 8 }).reduce<Song>((song) => addTrack(song, {}), emptySong());

test("a track has the colour of its place until somebody chooses one", () => {
  const numbers = (song: Song): number[] => song.tracks.map((_, at) => colourOf(song.tracks, at));
  assert.deepEqual(numbers(nine), [1, 2, 3, 4, 5, 6, 7, 8, 1]);
  const chosen = changeTrack(nine, 0, { colour: 5 });
  assert.deepEqual(numbers(chosen).slice(0, 2), [5, 2]);
  assert.deepEqual(numbers(moveTrack(chosen, 0, 8)).slice(-2), [8, 5], "it goes with the track");
});

test("colours are told by name, with their pattern", () => {
  assert.equal(colourName(2), "Teal, stripes");
});

test("a document tells a chosen colour and no other", () => {
  const song = changeTrack(nine, 3, { colour: 8 });
  const document = toDocument(song);
  assert.deepEqual(
    document.tracks.map((track) => track.colour),
    [undefined, undefined, undefined, 8, ...Array.from({ length: 5 })],
  );
  assert.ok(!("colour" in document.tracks[0]!));
  assert.deepEqual(toDocument(fromDocument(document)), document);
});

test("a MIDI file is the same with it", () => {
  const song = { ...emptySong(), tracks: [makeTrack({ notes: [note] })] };
  assert.deepEqual(writeMidi(changeTrack(song, 0, { colour: 3 })), writeMidi(song));
});

test("a track that a model added brings its own", () => {
  const asked = emptySong();
  const made = addTrack(asked, { colour: 6, notes: [note] });
  assert.equal(merged(addTrack(asked, {}), asked, made).tracks[2]?.colour, 6);
});
