import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySong, makeTrack, type Note, type Song } from "../../src/music/song.ts";
import { newState, type StudioState } from "../../src/studio/state.ts";
import type { Take } from "../../src/studio/take.ts";
import { findQuestion, lessonOf, NO_TAKE, YOURS } from "../../src/studio/whynote.ts";
import * as words from "../../src/studio/whywords.ts";

const written: Note = { onset: 960, pitch: 62, length: 480, velocity: 80, generated: true };
const own: Note = { onset: 0, pitch: 60, length: 480, velocity: 80 };

function songOf(...notes: Note[]): Song {
  return { ...emptySong(), tracks: [makeTrack({ name: "Piano", notes })] };
}

function take(number: number, song: Song, of = 0, job: string | undefined = `job-${number}`): Take {
  const origin = job ? ({ kind: "generated", job } as const) : ({ kind: "recorded" } as const);
  return { number, name: "", song, origin, seed: 1, input: songOf(own), edits: [], of };
}

const beside = (...takes: Take[]): StudioState => ({ ...newState(), takes });

const named: words.Named = {
  ...{ track: 0, bar: 10, beat: 3, notes: [[960, 64, 480, 80]] },
  ...{ without: 0.09, change: 2.35 },
};
const answer: words.Answer = {
  ...{ probability: 0.94, together: 0.05, passes: 18, named: [named] },
  alternatives: [{ pitch: 65, probability: 0.02 }],
};

test("a note is asked about in the latest take that has it as the model wrote it", () => {
  const state = beside(take(1, songOf(own, written)), take(2, songOf(own, written), 1));
  const found = findQuestion(state, songOf(own, written), written);
  assert.ok(typeof found !== "string");
  assert.deepEqual(found.question, { job: "job-2", of: 1, track: 0, onset: 960, pitch: 62 });
});

test("the track is the take's, also where the song has others before it", () => {
  const song: Song = { ...emptySong(), tracks: [makeTrack(), ...songOf(written).tracks] };
  const found = findQuestion(beside(take(1, song)), songOf(written), written);
  assert.ok(typeof found !== "string" && found.question.track === 1);
});

test("of one's own notes nothing is asked", () => {
  const state = beside(take(1, songOf(own, written)));
  assert.equal(findQuestion(state, songOf(own), own), YOURS);
});

test("a note whose take is gone says so, and recordings are no takes of models", () => {
  assert.equal(findQuestion(newState(), songOf(written), written), NO_TAKE);
  const recorded = beside({ ...take(1, songOf(written)), origin: { kind: "recorded" } });
  assert.equal(findQuestion(recorded, songOf(written), written), NO_TAKE);
});

test("a lesson is linked where the site has it", () => {
  assert.equal(lessonOf("gan", "music-as-numbers forger-and-critic"), "/learn/forger-and-critic/");
  assert.equal(lessonOf("gan", "music-as-numbers"), null);
  assert.equal(lessonOf("polka", ""), null);
});

test("a belief is said in a hundred times", () => {
  assert.equal(
    words.beliefWords(answer, 62, false, "The Continuer"),
    "In 94 of 100 tries The Continuer would play D4 here.",
  );
  assert.equal(words.odds(0.001), "less than 1 in 100");
  assert.equal(words.odds(0.999), "nearly always");
});

test("a note that was not the first thought says which was", () => {
  const rare = { ...answer, probability: 0.01 };
  assert.match(words.beliefWords(rare, 62, false, "It"), /first thought was F4 \(2 in 100\)/);
});

test("drums are struck", () => {
  const told = words.beliefWords(answer, 38, true, "It");
  assert.match(told, /In 94 of 100 tries It would strike the .*snare.* here/i);
});

test("what it leans on is told with what it would be without", () => {
  const tracks = songOf(own).tracks;
  assert.equal(
    words.reasonWords(answer, tracks),
    "It leans most on Piano, bar 10, beat 3: without these notes it would be 9 in 100 instead " +
      "of 94.",
  );
  const against = { ...answer, named: [{ ...named, change: -1, beat: null }] };
  const told = words.reasonWords(against, tracks);
  assert.match(told, /^What speaks most against it is Piano, bar 10:/);
  assert.match(words.reasonWords({ ...answer, named: [] }, tracks), /^No notes alone/);
});

test("each pitch is named once, from the lowest", () => {
  const notes = [67, 60, 64, 60].map((pitch) => [0, pitch, 480, 80] as const);
  assert.equal(words.pitchesOf({ ...named, notes: notes.map(([...n]) => n) }, false), "C4 E4 G4");
});

test("bars are as long as what changes most is strong", () => {
  assert.deepEqual(words.strengths([named, { ...named, change: -1.175 }]), [1, 0.5]);
  assert.deepEqual(words.strengths([]), []);
});
