import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { addNotes, addTrack } from "../../src/music/edits.ts";
import { emptySong, type Note, type Song } from "../../src/music/song.ts";
import type { Message, Output } from "../../src/playback/output.ts";
import { Teacher } from "../../src/studio/teacher.ts";

const QUARTER = 960; // ticks
const SECONDS = 0.5; // of a quarter of an empty song

/** An output whose clock the test turns, with the page drawn all the while. */
class Clock implements Output {
  seconds = 0;
  private sent: { readonly message: Message; readonly at: number }[] = [];
  readonly said: string[] = [];
  readonly teacher: Teacher;
  private readonly timers: TestContext["mock"]["timers"];

  constructor(context: TestContext, song: Song) {
    this.timers = context.mock.timers;
    this.timers.enable({ apis: ["setInterval"] });
    const part = { song, track: 0, audible: () => true };
    this.teacher = new Teacher(this, part, (words) => this.said.push(words));
  }

  now = (): number => this.seconds;
  silence(): void {}

  send(message: Message, at: number): void {
    this.sent.push({ message, at });
  }

  flush(after: number): void {
    this.sent = this.sent.filter(({ at }) => at <= after);
  }

  pass(seconds: number): void {
    for (let passed = 0; passed < seconds - 1e-9; passed += 0.025) {
      this.seconds += 0.025;
      this.timers.tick(25);
      this.teacher.turn();
    }
  }

  heard(): number[] {
    const sounded = this.sent.filter(({ at }) => at <= this.seconds + 1e-9);
    return sounded.flatMap(({ message }) => (message.type === "on" ? [message.pitch] : []));
  }
}

const note = (quarter: number, pitch: number): Note => ({
  onset: quarter * QUARTER,
  pitch,
  length: QUARTER / 2,
  velocity: 80,
});

const PART = [note(1, 60), note(2, 64), note(4, 67)];
const alone = (): Song => addNotes(emptySong(), 0, PART).song;
// The others strike on every quarter.
const others = [0, 1, 2, 3, 4].map((quarter) => note(quarter, 36 + quarter));
const together = (): Song => addNotes(addTrack(alone(), {}), 1, others).song;

test("it begins at the first note, and says it", (context) => {
  const { teacher, said } = new Clock(context, alone());
  assert.deepEqual([teacher.tick, said.at(-1)], [QUARTER, "Next: C 4"]);
  assert.deepEqual(teacher.wanted, [60]);
});

test("it waits for the right key as long as it takes", (context) => {
  const clock = new Clock(context, alone());
  const { teacher } = clock;
  teacher.play();
  clock.pass(3);
  assert.equal(teacher.tick, QUARTER);
  teacher.strike(61);
  clock.pass(1);
  assert.deepEqual([teacher.tick, clock.said.at(-1)], [QUARTER, "That was C sharp 4. Next: C 4"]);
  teacher.strike(60);
  clock.pass(3);
  assert.deepEqual([teacher.tick, teacher.wanted], [2 * QUARTER, [64]]);
  teacher.pause();
});

test("the first right key sets it going, the last one ends it", (context) => {
  const clock = new Clock(context, alone());
  const { teacher } = clock;
  for (const pitch of [60, 64, 67]) {
    teacher.strike(pitch);
    clock.pass(2);
  }
  assert.deepEqual([teacher.running, clock.said.at(-1)], [false, "The end, with no slips"]);
  teacher.play();
  assert.deepEqual([teacher.tick, teacher.wanted], [QUARTER, [60]]);
  teacher.pause();
});

test("who is in time is not stopped", (context) => {
  const clock = new Clock(context, alone());
  const { teacher } = clock;
  teacher.strike(60);
  clock.pass(SECONDS - 0.1);
  teacher.strike(64);
  clock.pass(0.5);
  assert.ok(teacher.tick > 2 * QUARTER && teacher.tick < 4 * QUARTER);
  teacher.pause();
});

test("the others play up to where it waits and no further, one's own part is silent", (context) => {
  const clock = new Clock(context, together());
  clock.teacher.strike(60);
  clock.pass(3);
  assert.deepEqual(clock.heard(), [37]);
  clock.teacher.strike(64);
  clock.pass(3);
  assert.deepEqual(clock.heard(), [37, 38, 39]);
  clock.teacher.pause();
});

test("at half the speed the same takes twice as long", (context) => {
  const clock = new Clock(context, alone());
  const { teacher } = clock;
  teacher.setSpeed(0.5);
  teacher.strike(60);
  clock.pass(SECONDS + 0.1);
  assert.ok(Math.abs(teacher.tick - 1.5 * QUARTER) < 0.2 * QUARTER);
  clock.pass(SECONDS + 0.1);
  assert.equal(teacher.tick, 2 * QUARTER);
  teacher.pause();
});

test("without waiting all is heard, one's own part too, and it ends by itself", (context) => {
  const clock = new Clock(context, together());
  const { teacher } = clock;
  teacher.setWaiting(false);
  assert.deepEqual(teacher.wanted, []);
  teacher.play();
  clock.pass(3);
  assert.deepEqual(clock.heard().toSorted(), [37, 38, 39, 40, 60, 64, 67]);
  assert.deepEqual([teacher.running, clock.said.at(-1)], [false, "The end"]);
});

test("waiting begins again in the middle with the next key", (context) => {
  const clock = new Clock(context, alone());
  const { teacher } = clock;
  teacher.setWaiting(false);
  teacher.play();
  clock.pass(SECONDS * 1.5);
  teacher.setWaiting(true);
  clock.pass(3);
  assert.deepEqual([teacher.tick, teacher.wanted], [4 * QUARTER, [67]]);
  teacher.pause();
});
