import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { MidiLine } from "../../src/midi/line.ts";
import { Player } from "../../src/playback/player.ts";
import { PlayAlong } from "../../src/studio/playalong.ts";
import { note, songWith } from "./instruments.ts";

let clock = 0; // milliseconds; the loudspeaker is heard 20 ms after its clock says so
let sent: { bytes: number[]; stamp: number | undefined }[] = [];
let line: MidiLine;
let out: PlayAlong;

const here = {
  now: () => clock / 1000,
  send() {},
  silence() {},
  flush() {},
  wake: () => Promise.resolve(),
  timeOf: (stamp: number) => stamp / 1000 - 0.02,
};
const clocks = { now: () => clock, stampOf: (at: number) => at * 1000 + 20 };

const bytes = (status: number): number[][] =>
  sent.filter((each) => each.bytes[0] === status).map((each) => each.bytes);
const notesOn = (): number[] => bytes(0x90).map(([, pitch = 0]) => pitch);

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval"] });
  clock = 0;
  sent = [];
  line = new MidiLine(clocks);
  line.connect({
    send: (data, stamp) => void sent.push({ bytes: [...data], stamp }),
  } as MIDIOutput);
  out = new PlayAlong(here, line);
});

function run(milliseconds: number): void {
  for (const end = clock + milliseconds; clock < end; ) {
    clock += 5;
    mock.timers.tick(5);
  }
}

test("notes go out with the moment at which they are heard here", () => {
  new Player(out, songWith(note(0), note(960, 64))).play();
  run(1000);
  const on = sent.filter((each) => each.bytes[0] === 0x90);
  assert.deepEqual(
    on.map((each) => [each.bytes[1], Math.round(each.stamp ?? 0)]),
    [
      [60, 50],
      [64, 550],
    ],
  );
});

test("what lies ahead is taken back when it stops", () => {
  const player = new Player(out, songWith(note(0), note(960, 64)));
  player.play();
  run(300);
  player.pause();
  run(2000);
  assert.deepEqual(notesOn(), [60]);
  assert.ok(bytes(0xb0).some(([, controller]) => controller === 123));
});

test("a note that was on its way when it stopped ends as it begins", () => {
  const player = new Player(out, songWith(note(0), note(960, 64)));
  player.play();
  run(520); // it is heard at 550
  player.pause();
  const ends = sent.filter((each) => each.bytes[0] === 0x80 && each.bytes[1] === 64);
  assert.deepEqual(notesOn(), [60, 64]);
  assert.ok(ends.some(({ stamp = 0 }) => stamp > 550));
});

test("a device that comes while it plays has the drums where they belong", () => {
  const port = { send: (data: number[]) => void sent.push({ bytes: [...data], stamp: 0 }) };
  line.connect(null);
  out.send({ type: "program", channel: 0, program: 0, drums: true }, 0);
  line.connect(port as unknown as MIDIOutput);
  out.send({ type: "on", channel: 0, pitch: 36, velocity: 90 }, 0);
  assert.deepEqual(sent.at(-1)?.bytes, [0x99, 36, 90]);
});

test("drums play on the tenth channel, tunes on the others", () => {
  out.send({ type: "program", channel: 3, program: 0, drums: true }, 0);
  out.send({ type: "on", channel: 3, pitch: 36, velocity: 90 }, 0);
  for (let channel = 10; channel < 22; channel += 1)
    out.send({ type: "on", channel, pitch: 60, velocity: 90 }, 0);
  const wires = sent.map((each) => (each.bytes[0] ?? 0) & 15);
  assert.deepEqual(wires, [9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12]);
});

test("the clock beats 24 times to a quarter, begins and ends with the music", () => {
  out.clocked = true;
  const player = new Player(out, songWith(note(0), note(1920)));
  player.play();
  run(1030); // two quarters at 120, and the 30 ms before the first
  player.pause();
  const stamps = sent.filter((each) => each.bytes[0] === 0xf8).map((each) => each.stamp ?? 0);
  const heard = stamps.filter((stamp) => stamp < 1050);
  assert.equal(heard.length, 48);
  assert.ok(heard.every((stamp, index) => Math.abs(stamp - 50 - (index * 500) / 24) < 0.01));
  assert.deepEqual([bytes(0xfa).length, bytes(0xfc).length], [1, 1]);
});

test("from the middle the device is told where that is", () => {
  out.clocked = true;
  const player = new Player(out, songWith(note(0), note(50 * 960)));
  player.seek(40 * 960);
  player.play();
  run(100);
  assert.deepEqual(bytes(0xf2), [[0xf2, 160 & 127, 160 >> 7]]);
  assert.equal(bytes(0xfb).length, 1);
});

test("without a clock asked for none is sent", () => {
  new Player(out, songWith(note(0))).play();
  run(300);
  assert.equal(bytes(0xf8).length + bytes(0xfa).length, 0);
});

test("a device that is left is left silent", () => {
  out.send({ type: "on", channel: 0, pitch: 60, velocity: 90 }, 0);
  line.connect(null);
  assert.ok(bytes(0xbf).some(([, controller]) => controller === 123));
  out.send({ type: "on", channel: 0, pitch: 62, velocity: 90 }, 0);
  assert.deepEqual(notesOn(), [60]);
});
