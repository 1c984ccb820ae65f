import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes, addTrack } from "../../src/music/edits.ts";
import { emptySong, type Note } from "../../src/music/song.ts";
import { secondsAt } from "../../src/music/time.ts";
import {
  accompaniment,
  from,
  type Lesson,
  lessonOf,
  nextWords,
  present,
  slowed,
  strikeKey,
  wanted,
} from "../../src/waterfall/lesson.ts";

const note = (onset: number, pitch: number): Note => ({
  ...{ onset, pitch },
  length: 900,
  velocity: 80,
});

// A note, a chord that was not played quite together, a note.
const part = [note(0, 60), note(960, 67), note(1000, 64), note(1920, 72)];
const play = (lesson: Lesson, ...struck: [pitch: number, tick: number][]): Lesson =>
  struck.reduce((now, [pitch, tick]) => strikeKey(now, pitch, tick), lesson);

test("what begins together is one step, from left to right", () => {
  assert.deepEqual(lessonOf(part).steps, [
    { tick: 0, pitches: [60] },
    { tick: 960, pitches: [64, 67] },
    { tick: 1920, pitches: [72] },
  ]);
});

test("the right key goes on, a wrong one waits and is counted", () => {
  const wrong = play(lessonOf(part), [61, 0], [59, 0]);
  assert.deepEqual([wrong.at, wrong.slips], [0, 2]);
  assert.equal(play(wrong, [60, 0]).at, 1);
});

test("a chord wants all its keys, in any order", () => {
  const half = play(lessonOf(part), [60, 0], [67, 960]);
  assert.deepEqual([half.at, wanted(half)], [1, [64]]);
  assert.equal(play(half, [64, 1_100]).at, 2);
});

test("a key a little before its time is meant for it, one long before for nothing", () => {
  const second = play(lessonOf(part), [60, 0]);
  assert.deepEqual(wanted(play(second, [64, 600])), [67]);
  assert.equal(play(second, [64, 100], [12, 100]), second);
});

test("it begins anywhere", () => {
  const lesson = lessonOf(part);
  assert.equal(present(from(lesson, 1_000))?.tick, 960);
  assert.equal(present(from(lesson, 1_100))?.tick, 1_920);
  assert.equal(present(from(lesson, 5_000)), null);
});

test("the next keys are told by name, and the end with the slips", () => {
  const lesson = lessonOf(part);
  assert.equal(nextWords(lesson), "Next: C 4");
  const chord = play(lesson, [60, 0]);
  assert.equal(nextWords(chord), "Next: E 4 and G 4");
  const end = play(chord, [64, 960], [67, 960], [1, 1_920], [72, 1_920]);
  assert.equal(nextWords(end), "The end, with 1 slip");
  assert.equal(nextWords({ ...end, slips: 0 }), "The end, with no slips");
});

test("drums have names instead of notes", () => {
  assert.equal(nextWords(lessonOf([note(0, 36)]), true), "Next: Kick");
});

test("at half the speed everything lasts twice as long", () => {
  const song = emptySong();
  assert.equal(secondsAt(slowed(song, 0.5), 4_000), 2 * secondsAt(song, 4_000));
});

test("the others play up to where one waits, and one's own part is left to oneself", () => {
  const both = addNotes(addTrack(addNotes(emptySong(), 0, part).song, {}), 1, part).song;
  const heard = accompaniment(both, 0, 1_000).tracks.map(({ notes }) => notes.length);
  assert.deepEqual(heard, [0, 2]);
});
