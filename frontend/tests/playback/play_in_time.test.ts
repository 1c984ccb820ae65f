import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { addNotes } from "../../src/music/edits.ts";
import { changeTempo } from "../../src/music/maps.ts";
import { emptySong, type Song } from "../../src/music/song.ts";
import type { Message, Output } from "../../src/playback/output.ts";
import { Player } from "../../src/playback/player.ts";

interface Heard {
  readonly at: number; // seconds
  readonly message: Message;
}

/** A loudspeaker on a clock of its own, which tells how late it was told. */
class Tape implements Output {
  clock = 0;
  queue: Heard[] = [];
  readonly heard: Heard[] = [];
  late = 0; // seconds, the worst

  now = (): number => this.clock;
  silence(): void {}

  send(message: Message, at: number): void {
    if (message.type === "on" || message.type === "click")
      this.late = Math.max(this.late, this.clock - at);
    this.queue.push({ message, at });
  }

  flush(after: number): void {
    this.queue = this.queue.filter(({ at }) => at <= after);
  }

  /** Time goes on, and with it what lies ready; the page does nothing. */
  run(seconds: number): void {
    this.clock += seconds;
    const due = this.queue.filter(({ at }) => at <= this.clock);
    this.queue = this.queue.filter(({ at }) => at > this.clock);
    this.heard.push(...due.toSorted((a, b) => a.at - b.at));
  }

  pitches(): number[] {
    return this.heard.flatMap(({ message }) => (message.type === "on" ? [message.pitch] : []));
  }

  of(type: Message["type"]): number[] {
    const found = this.heard.filter(({ message }) => message.type === type);
    return found.map(({ at }) => Number(at.toFixed(3)));
  }
}

const eighths = (bars: number): Song => {
  const notes = Array.from({ length: bars * 8 }, (_, index) => ({
    ...{ onset: index * 480, pitch: 60 + (index % 12), length: 400, velocity: 80 },
  }));
  return addNotes(emptySong(), 0, notes).song;
};

let tape: Tape;
let player: Player;

/** The page wakes every 25 ms. */
function awake(seconds: number): void {
  for (let step = 0; step < Math.round(seconds / 0.025); step += 1) {
    tape.run(0.025);
    mock.timers.tick(25);
  }
}

/** The page does something else, and then its timers run. */
function blocked(seconds: number): void {
  tape.run(seconds);
  mock.timers.tick(25);
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval"] });
  tape = new Tape();
  player = new Player(tape, eighths(8));
});

test("with the page blocked 250 ms of every 600 no note and no click comes late", () => {
  player.metronome = true;
  player.play();
  for (let round = 0; round < 20; round += 1) {
    awake(0.35);
    blocked(0.25);
  }
  assert.equal(tape.late, 0);
  assert.deepEqual(
    tape.of("on").slice(0, 40),
    Array.from({ length: 40 }, (_, index) => Number((0.03 + index * 0.25).toFixed(3))),
  );
});

test("a page that is blocked for a whole second plays on in time", () => {
  player.play();
  awake(0.5);
  blocked(1);
  awake(0.5);
  assert.equal(tape.late, 0);
  assert.equal(tape.of("on").length, 8);
});

test("stopping takes back what lies ahead", () => {
  player.play();
  awake(0.5);
  player.pause();
  const before = tape.of("on").length;
  blocked(3);
  assert.equal(tape.of("on").length, before);
});

test("seeking is heard at once, and nothing of the old place", () => {
  player.play();
  awake(0.4);
  player.seek(480 * 41);
  awake(0.2);
  assert.deepEqual(tape.pitches(), [60, 61, 60 + (41 % 12)]);
});

test("a new tempo is heard from now on, not a second later", () => {
  player.play();
  awake(1);
  player.load(changeTempo(eighths(8), 0, 240));
  awake(1);
  // Four eighths to the second before, eight after.
  const [before, after] = [tape.of("on").filter((at) => at < 1), tape.of("on")];
  assert.equal(before.length, 4);
  assert.equal(after.length - before.length, 8);
});

test("a note drawn a moment ahead is heard, and one that is erased there is not", () => {
  player.play();
  awake(0.6);
  const song = eighths(8);
  const track = song.tracks[0] as Song["tracks"][number];
  const others = track.notes.filter(({ onset }) => onset !== 1440);
  const drawn = { onset: 1300, pitch: 90, length: 200, velocity: 80 }; // a tenth of a second ahead
  const notes = [...others, drawn];
  player.load({ ...song, tracks: [{ ...track, notes }] });
  awake(0.6);
  assert.deepEqual(tape.pitches(), [60, 61, 62, 90, 64]);
});

test("the metronome is switched at once, in the count-in too", () => {
  player.play(4);
  awake(0.6);
  player.metronome = true;
  awake(2);
  player.metronome = false;
  awake(1);
  assert.deepEqual(tape.of("click"), [0.03, 0.53, 1.03, 1.53, 2.03, 2.53]);
});

test("a loop that is set while it plays holds from now on", () => {
  player.play();
  awake(0.3);
  player.loop = { start: 0, end: 960 };
  awake(1);
  assert.deepEqual(tape.pitches(), [60, 61, 60, 61, 60, 61]);
});

test("every note that begins ends, whatever is changed on the way", () => {
  player.play();
  for (let round = 0; round < 30; round += 1) {
    awake(0.11);
    player.load(changeTempo(eighths(8), 0, 100 + round));
    if (round % 7 === 3) player.seek(round * 300);
    if (round % 5 === 2) player.loop = { start: 480 * round, end: 480 * round + 960 };
    else if (round % 5 === 4) player.loop = null;
  }
  player.pause();
  tape.run(5);
  const open = new Map<number, number>();
  for (const { message } of tape.heard) {
    if (message.type === "on") open.set(message.pitch, 1);
    if (message.type === "off") open.delete(message.pitch);
  }
  assert.deepEqual([...open.keys()], []);
});

test("somebody who plays along in the count-in is before the start, in ticks", () => {
  player.seek(3840);
  player.play(4);
  assert.equal(Math.round(player.momentAt(0.03 + 1.75).tick), 3840 - 480);
  assert.equal(Math.round(player.momentAt(0.03 + 2.25).tick), 3840 + 480);
});

test("turns of a loop are counted", () => {
  player.endless = true;
  player.loop = { start: 0, end: 1920 };
  player.play();
  awake(2.5);
  const { tick, turn } = player.momentAt(0.03 + 2.25);
  assert.deepEqual([Math.round(tick), turn], [480, 2]);
});
