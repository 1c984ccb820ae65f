import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMessage } from "../../src/midi/parse.ts";
import { Recorder, tidied } from "../../src/midi/record.ts";

test("notes grow while they are held", () => {
  const recorder = new Recorder();
  recorder.on(60, 80, 100);
  assert.equal(recorder.notes(500)[0]?.length, 400);
  assert.equal(recorder.notes(900)[0]?.length, 800);
  recorder.off(60, 1000);
  assert.deepEqual(recorder.finish(2000), [{ onset: 100, pitch: 60, length: 900, velocity: 80 }]);
});

test("what is still held ends with the recording", () => {
  const recorder = new Recorder();
  recorder.on(60, 80, 0);
  recorder.on(64, 90, 480);
  assert.deepEqual(
    recorder.finish(960).map((note) => note.length),
    [960, 480],
  );
});

test("a note played early in the count-in begins with the music", () => {
  const recorder = new Recorder();
  recorder.on(60, 80, -40);
  recorder.off(60, 480);
  assert.equal(recorder.finish(960)[0]?.onset, 0);
});

test("the same key twice without a release makes two notes", () => {
  const recorder = new Recorder();
  recorder.on(60, 80, 0);
  recorder.on(60, 80, 480);
  assert.equal(recorder.finish(960).length, 2);
});

test("tidying puts a take on the grid", () => {
  const [note] = tidied([{ onset: 470, pitch: 60, length: 260, velocity: 80 }], 240);
  assert.deepEqual([note?.onset, note?.length], [480, 240]);
});

test("bytes: note on, note off, and note on with velocity 0", () => {
  assert.deepEqual(parseMessage(Uint8Array.of(0x91, 60, 100)), {
    type: "on",
    channel: 1,
    pitch: 60,
    velocity: 100,
  });
  assert.deepEqual(parseMessage(Uint8Array.of(0x80, 60, 64)), {
    type: "off",
    channel: 0,
    pitch: 60,
  });
  assert.deepEqual(parseMessage(Uint8Array.of(0x90, 60, 0)), {
    type: "off",
    channel: 0,
    pitch: 60,
  });
});

test("bytes that are no note are nothing", () => {
  for (const bytes of [[], [0xf8], [0xb0, 64, 127], [0x90, 200, 100], [0x90, 60]])
    assert.equal(parseMessage(Uint8Array.from(bytes)), null);
});
