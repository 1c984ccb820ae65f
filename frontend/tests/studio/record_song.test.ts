import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { setCountIn, setLoop, setRecordManner } from "../../src/studio/changes.ts";
import { Recording } from "../../src/studio/recording.ts";
import { Studio } from "../../src/studio/studio.ts";
import { Heard, note, songWith } from "./instruments.ts";

// At 120 quarters a minute 1920 ticks are a second; what is played sounds 30 ms after Play.
let clock = 0; // seconds
let studio: Studio;
let recording: Recording;
let heard: Heard;
let revealed: number[];

const speaker = {
  now: () => clock,
  send() {},
  silence() {},
  flush() {},
  wake: () => Promise.resolve(),
  timeOf: (stamp: number) => stamp / 1000,
};

function pageOf() {
  const latency = Object.assign(new EventTarget(), { value: "0" });
  const roll = { update() {}, reveal: (_tick: number, pitch: number) => revealed.push(pitch) };
  const classList = { add() {}, remove() {} };
  const page = { studio: { classList }, roll, latency, latencyValue: {}, countIn: {} };
  return page as unknown as ConstructorParameters<typeof Recording>[1];
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  globalThis.requestAnimationFrame = () => 0;
  clock = 0;
  revealed = [];
  heard = new Heard();
  studio = new Studio(speaker, heard);
  recording = new Recording(studio, pageOf());
  studio.change(setCountIn, 0);
});

function until(seconds: number): void {
  while (clock < seconds - 1e-9) {
    clock += 0.01;
    mock.timers.tick(10);
  }
}

/** A key pressed and let go of then, in seconds of the music. */
function play(pitch: number, from: number, to: number): void {
  const at = (seconds: number) => ({ pitch, velocity: 80, stamp: (seconds + 0.03) * 1000 });
  until(from + 0.03);
  recording.on(at(from));
  until(to + 0.03);
  recording.off(at(to));
}

const notes = (): number[][] =>
  studio.song.tracks[0]?.notes.map(({ onset, pitch, length }) => [onset, pitch, length]) ?? [];

test("what is played stands in the song at its place, as long as it was held", async () => {
  await recording.toggle();
  play(60, 0.5, 1);
  play(64, 1.25, 1.5);
  await recording.toggle();
  assert.deepEqual(notes(), [
    [960, 60, 960],
    [2400, 64, 480],
  ]);
  assert.match(heard.standing?.text ?? "", /2 notes recorded/);
  assert.ok(heard.standing?.actions.some(({ label }) => label === "Tidy to grid"));
});

test("in the count-in nothing is recorded but the note that begins bar 1", async () => {
  studio.change(setCountIn, 1); // two seconds
  await recording.toggle();
  play(50, 0.2, 0.4);
  play(60, 1.95, 2.45);
  await recording.toggle();
  assert.deepEqual(notes(), [[0, 60, 960]]);
});

test("who plays late is moved by what the taps said", async () => {
  recording.shift(-100);
  await recording.toggle();
  play(60, 0.6, 1.1);
  await recording.toggle();
  assert.deepEqual(notes(), [[960, 60, 960]]);
  recording.shift(0);
});

test("what is recorded comes into view", async () => {
  await recording.toggle();
  play(28, 0.5, 1);
  assert.deepEqual(revealed, [28]);
  await recording.toggle();
});

test("turns of a loop become takes, and the song has both where they are overdubbed", async () => {
  studio.change(setLoop, { start: 0, end: 3840 }, true);
  await recording.toggle();
  play(60, 0.5, 1);
  play(62, 2.5, 3);
  until(3.5);
  await recording.toggle();
  assert.deepEqual(notes(), [
    [960, 60, 960],
    [960, 62, 960],
  ]);
  const takes = studio.state.takes.map(({ name, song }) => [
    name,
    song.tracks[0]?.notes.map(({ pitch }) => pitch),
  ]);
  assert.deepEqual(takes, [
    ["Recording, turn 1", [60]],
    ["Recording, turn 2", [62]],
  ]);
});

test("a note held over the seam has no crumb on the other side", async () => {
  studio.change(setLoop, { start: 0, end: 3840 }, true);
  await recording.toggle();
  play(60, 1.5, 2.4);
  until(2.6);
  await recording.toggle();
  assert.deepEqual(notes(), [[2880, 60, 960]]);
});

test("replacing, the notes that were there give way, and Undo brings them back", async () => {
  const song = songWith(note(960, 40), note(9600, 41));
  studio.open(song, "", { origin: { kind: "edited" } }, "Open");
  studio.change(setRecordManner, "replace");
  await recording.toggle();
  play(60, 1, 1.5);
  until(2);
  await recording.toggle();
  assert.deepEqual(notes(), [
    [1920, 60, 960],
    [9600, 41, 960],
  ]);
  heard.press("Undo");
  assert.equal(studio.song, song);
});

test("recording again leaves the one before as a take", async () => {
  await recording.toggle();
  play(60, 0.5, 1);
  await recording.toggle();
  await recording.again();
  assert.deepEqual(notes(), []);
  assert.deepEqual(
    studio.state.takes.map(({ name }) => name),
    ["Recording"],
  );
  await recording.toggle();
});
