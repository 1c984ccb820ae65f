import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMessage } from "../../src/midi/parse.ts";
import { type Moment, Recorder } from "../../src/midi/record.ts";
import type { Note } from "../../src/music/song.ts";

const open = { start: 0, loop: null };
const at = (tick: number, turn = 0): Moment => ({ tick, turn });

/** What one key gives that is struck and let go of then. */
function played(stretch: ConstructorParameters<typeof Recorder>[0], on: Moment, off: Moment) {
  const recorder = new Recorder(stretch);
  recorder.on(60, 80, on);
  recorder.off(60, off);
  return recorder.finish(off).flatMap(({ turn, notes }) =>
    notes.map(({ onset, length }: Note) => ({ turn, onset, length })),
  );
}

test("notes grow while they are held", () => {
  const recorder = new Recorder(open);
  recorder.on(60, 80, at(100));
  assert.equal(recorder.notes(at(500))[0]?.length, 400);
  assert.equal(recorder.notes(at(900))[0]?.length, 800);
  recorder.off(60, at(1000));
  assert.deepEqual(recorder.finish(at(2000)), [
    { turn: 0, notes: [{ onset: 100, pitch: 60, length: 900, velocity: 80 }] },
  ]);
});

test("what is still held ends with the recording", () => {
  const recorder = new Recorder(open);
  recorder.on(60, 80, at(0));
  recorder.on(64, 90, at(480));
  assert.deepEqual(
    recorder.finish(at(960))[0]?.notes.map((note) => note.length),
    [960, 480],
  );
});

const bar = { start: 3840, loop: null };

test("a note struck in the last of the count-in begins bar 1, as long as it was held", () => {
  assert.deepEqual(played(bar, at(3740), at(4700)), [{ turn: 0, onset: 3840, length: 960 }]);
  assert.deepEqual(played(bar, at(3700), at(3830)), [{ turn: 0, onset: 3840, length: 130 }]);
});

test("what is tried in the count-in leaves nothing", () => {
  assert.deepEqual(played(bar, at(1000), at(1400)), []);
  assert.deepEqual(played(bar, at(3000), at(3900)), []);
});

test("a chord laid in the count-in and held into the music begins with it", () => {
  assert.deepEqual(played(bar, at(2880), at(3840 + 1920)), [
    { turn: 0, onset: 3840, length: 1920 },
  ]);
});

const loop = { start: 0, loop: { start: 0, end: 3840 } };

test("a note held over the seam ends with the loop", () => {
  assert.deepEqual(played(loop, at(2880), at(300, 1)), [{ turn: 0, onset: 2880, length: 960 }]);
});

test("a note struck just before the seam is the first of the next turn, with its length", () => {
  assert.deepEqual(played(loop, at(3800), at(440, 1)), [{ turn: 1, onset: 0, length: 480 }]);
});

test("a short note just before the seam stays where it is", () => {
  assert.deepEqual(played(loop, at(3760), at(3830)), [{ turn: 0, onset: 3760, length: 70 }]);
});

test("no moment of a loop makes a note of thirty ticks of a held key", () => {
  for (let from = 0; from < 3840; from += 7) {
    const to = (from + 480) % 3840;
    const [note] = played(loop, at(from), at(to, from + 480 >= 3840 ? 1 : 0));
    assert.ok((note?.length ?? 0) > 100, `struck at ${from}: ${note?.length}`);
    assert.ok((note?.onset ?? 0) + (note?.length ?? 0) <= 3840);
  }
});

test("each turn of a loop is a pass of its own", () => {
  const recorder = new Recorder(loop);
  for (const turn of [0, 1, 2]) {
    recorder.on(60 + turn, 80, at(960, turn));
    recorder.off(60 + turn, at(1440, turn));
  }
  const passes = recorder.finish(at(2000, 2));
  assert.deepEqual(
    passes.map(({ turn, notes }) => [turn, notes.map(({ pitch }) => pitch)]),
    [
      [0, [60]],
      [1, [61]],
      [2, [62]],
    ],
  );
});

test("the same key twice without a release makes two notes", () => {
  const recorder = new Recorder(open);
  recorder.on(60, 80, at(0));
  recorder.on(60, 80, at(480));
  assert.equal(recorder.finish(at(960))[0]?.notes.length, 2);
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

test("bytes: the sustain pedal goes down at the middle of its way", () => {
  assert.deepEqual(parseMessage(Uint8Array.of(0xb2, 64, 64)), {
    type: "pedal",
    channel: 2,
    down: true,
  });
  assert.deepEqual(parseMessage(Uint8Array.of(0xb2, 64, 63)), {
    type: "pedal",
    channel: 2,
    down: false,
  });
});

test("bytes that are no note are nothing", () => {
  for (const bytes of [[], [0xf8], [0xb0, 7, 127], [0x90, 200, 100], [0x90, 60]])
    assert.equal(parseMessage(Uint8Array.from(bytes)), null);
});
