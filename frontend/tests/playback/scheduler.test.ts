import assert from "node:assert/strict";
import { test } from "node:test";
import { addNotes, removeNotes } from "../../src/music/edits.ts";
import { changeTempo } from "../../src/music/maps.ts";
import { emptySong, type Note, type Song } from "../../src/music/song.ts";
import { Scheduler, type Timed } from "../../src/playback/scheduler.ts";
import { makeTimeline } from "../../src/playback/timeline.ts";

// At 120 quarters a minute 1920 ticks are a second.
const scale: readonly Note[] = [0, 1, 2, 3].map((step) => ({
  onset: step * 960,
  pitch: 60 + step,
  length: 960,
  velocity: 80,
}));
const song: Song = addNotes(emptySong(), 0, scale).song;
const START = 10; // seconds on the clock

const ons = (timed: readonly Timed[]): [number, number][] =>
  timed.flatMap(({ message, at }) =>
    message.type === "on" ? [[message.pitch, at] as [number, number]] : [],
  );
const count = (timed: readonly Timed[], type: string): number =>
  timed.filter(({ message }) => message.type === type).length;

test("in small windows every note comes once, at its time", () => {
  const scheduler = new Scheduler(makeTimeline(song), 0, START);
  const all: Timed[] = [];
  for (let now = START; now < START + 4; now += 0.025) all.push(...scheduler.advance(now + 0.12));
  assert.deepEqual(ons(all), [
    [60, 10],
    [61, 10.5],
    [62, 11],
    [63, 11.5],
  ]);
  assert.equal(count(all, "off"), 4);
});

test("windows of any size give the same", () => {
  const whole = new Scheduler(makeTimeline(song), 0, START).advance(START + 100);
  const pieces = new Scheduler(makeTimeline(song), 0, START);
  const all = Array.from({ length: 1000 }, (_, index) =>
    pieces.advance(START + index * 0.1),
  ).flat();
  assert.deepEqual(all, whole);
});

test("it does not drift over ten minutes", () => {
  const long = addNotes(
    emptySong(),
    0,
    Array.from({ length: 1200 }, (_, index) => ({
      onset: index * 960,
      pitch: 60,
      length: 480,
      velocity: 80,
    })),
  ).song;
  const scheduler = new Scheduler(makeTimeline(long), 0, START);
  let last = 0;
  for (let now = START; now < START + 600; now += 0.0253)
    for (const [, at] of ons(scheduler.advance(now + 0.12))) last = at;
  assert.ok(Math.abs(last - (START + 1199 * 0.5)) < 1e-6);
});

test("starting in the middle skips what is before, ends included", () => {
  const timed = new Scheduler(makeTimeline(song), 1000, START).advance(START + 100);
  assert.deepEqual(
    ons(timed).map(([pitch]) => pitch),
    [62, 63],
  );
  assert.equal(count(timed, "off"), 2);
});

test("the place heard follows the clock", () => {
  const scheduler = new Scheduler(makeTimeline(song), 480, START);
  assert.equal(scheduler.tickAt(START + 1), 480 + 1920);
});

test("a loop repeats without a gap and ends what sounds at its end", () => {
  const scheduler = new Scheduler(makeTimeline(song), 0, START);
  scheduler.loop = { start: 0, end: 1440 }; // in the middle of the second note
  const timed = scheduler.advance(START + 1.6);
  assert.deepEqual(ons(timed), [
    [60, 10],
    [61, 10.5],
    [60, 10.75],
    [61, 11.25],
    [60, 11.5],
  ]);
  const cut = timed.find(({ message }) => message.type === "off" && message.pitch === 61);
  assert.equal(cut?.at, 10.75);
});

test("the place heard jumps back only when the loop is heard to jump", () => {
  const scheduler = new Scheduler(makeTimeline(song), 0, START);
  scheduler.loop = { start: 0, end: 1920 };
  scheduler.advance(START + 1.1); // handed out past the jump already
  assert.equal(Math.round(scheduler.tickAt(START + 0.99)), 1901);
  assert.equal(Math.round(scheduler.tickAt(START + 1.05)), 96);
});

test("a song changed while it plays goes on from the same place", () => {
  const scheduler = new Scheduler(makeTimeline(song), 0, START);
  scheduler.advance(START + 0.6);
  const more = addNotes(song, 0, [{ onset: 1500, pitch: 72, length: 240, velocity: 80 }]).song;
  scheduler.replace(makeTimeline(more));
  assert.deepEqual(
    ons(scheduler.advance(START + 100)).map(([pitch]) => pitch),
    [72, 62, 63],
  );
});

test("a note deleted while it sounds is ended", () => {
  const scheduler = new Scheduler(makeTimeline(song), 0, START);
  scheduler.advance(START + 0.2);
  scheduler.replace(makeTimeline(removeNotes(song, 0, [scale[0] as Note]).song));
  assert.equal(count(scheduler.advance(START + 0.3), "off"), 1);
});

test("a new tempo counts from the moment it is set", () => {
  const scheduler = new Scheduler(makeTimeline(song), 0, START);
  scheduler.advance(START + 0.5);
  scheduler.replace(makeTimeline(changeTempo(song, 0, 60)));
  assert.deepEqual(ons(scheduler.advance(START + 100)), [
    [61, 10.5],
    [62, 11.5],
    [63, 12.5],
  ]);
});

test("stopping ends each note handed out, at its beginning if it has not begun", () => {
  const scheduler = new Scheduler(makeTimeline(song), 0, START);
  scheduler.advance(START + 0.55); // the second note begins at 10.5
  const ends = scheduler.release(START + 0.48);
  assert.deepEqual(
    ends.map(({ at }) => at),
    [10.5],
  );
});

test("the metronome clicks on beats, with an accent on bars, also behind the end", () => {
  const scheduler = new Scheduler(makeTimeline(song), 0, START);
  scheduler.metronome = true;
  const clicks = scheduler.advance(START + 4.01).filter(({ message }) => message.type === "click");
  assert.deepEqual(
    clicks.map(({ at }) => at),
    [10, 10.5, 11, 11.5, 12, 12.5, 13, 13.5, 14],
  );
  assert.deepEqual(
    clicks.map(({ message }) => message.type === "click" && message.accent),
    [true, false, false, false, true, false, false, false, true],
  );
});

test("a repeated note ends before it begins again", () => {
  const twice = addNotes(
    emptySong(),
    0,
    [0, 960].map((onset) => ({ onset, pitch: 60, length: 960, velocity: 80 })),
  ).song;
  const kinds = new Scheduler(makeTimeline(twice), 0, START)
    .advance(START + 5)
    .map(({ message }) => message.type);
  assert.deepEqual(kinds, ["on", "off", "on", "off"]);
});
