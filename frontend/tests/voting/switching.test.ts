import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import {
  emptySong,
  makeTrack,
  type Song,
  songEnd,
  TICKS_PER_QUARTER,
} from "../../src/music/song.ts";
import { secondsAt, tickAt } from "../../src/music/time.ts";
import type { Message } from "../../src/playback/output.ts";
import { Player } from "../../src/playback/player.ts";
import type { SongPlayer } from "../../src/player/element.ts";
import { Switching } from "../../src/voting/switching.ts";

const FRAME = 128 / 48_000; // seconds: what browsers compute sound in
const AHEAD = 0.03; // seconds from a press to the first note

/** A loudspeaker whose clock goes when it is told to. */
class Clock {
  time = 5;
  first: number | null = null; // when the first note since the last switch sounds
  now = (): number => this.time;
  silence = (): void => {};
  flush = (): void => {};
  send = (message: Message, at: number): void => {
    if (message.type === "on") this.first ??= at;
  };
}

function song(qpm: number): Song {
  const notes = Array.from({ length: 400 }, (_, place) => ({
    onset: (place * TICKS_PER_QUARTER) / 8,
    pitch: 60,
    length: TICKS_PER_QUARTER / 8,
    velocity: 80,
  }));
  const tempi = [{ tick: 0, usPerQuarter: Math.round(60e6 / qpm) }];
  return { ...emptySong(), tempi, tracks: [makeTrack({ notes })] };
}

/** What the page's player does around the real one, without a page. */
class Side extends EventTarget {
  private readonly song: Song;
  private readonly player: Player;

  constructor(clock: Clock, made: Song) {
    super();
    this.song = made;
    const onState = (on: boolean): boolean => this.dispatchEvent(new Event(on ? "play" : "pause"));
    this.player = new Player(clock, made, { onState });
  }

  get duration(): number {
    return secondsAt(this.song, songEnd(this.song));
  }

  get currentTime(): number {
    return secondsAt(this.song, this.player.tick);
  }

  set currentTime(seconds: number) {
    this.player.seek(tickAt(this.song, seconds));
  }

  play(other: Side): void {
    this.dispatchEvent(new Event("starting"));
    other.player.pause();
    this.player.play();
  }

  stop(): void {
    this.player.pause();
  }
}

/** Two songs of different tempi on one clock, and how to press 1 or 2. */
function pair(context: TestContext): { clock: Clock; a: Side; b: Side } {
  const clock = new Clock();
  const [a, b] = [new Side(clock, song(97)), new Side(clock, song(133.7))];
  context.after(() => [a, b].forEach((side) => side.stop()));
  new Switching({ a, b } as unknown as Record<"a" | "b", SongPlayer>, () => 0);
  return { clock, a, b };
}

test("a switch goes on at the same place, to less than a frame of sound", (context) => {
  const { clock, a, b } = pair(context);
  a.play(b);
  let [from, to] = [a, b];
  for (let press = 0; press < 20; press += 1) {
    clock.time += 0.4137;
    const place = from.currentTime;
    to.play(from);
    assert.ok(Math.abs(to.currentTime - place) < FRAME, `press ${press}`);
    [from, to] = [to, from];
  }
  // Twenty switches, each of which costs what there is before the first note, lose nothing else.
  const heard = 20 * (0.4137 - AHEAD);
  assert.ok(Math.abs(from.currentTime - heard) < 20 * FRAME);
});

test("what sounds after a switch is what lies at that place", (context) => {
  const { clock, a, b } = pair(context);
  a.play(b);
  clock.time += 3.3;
  const place = a.currentTime;
  clock.first = null;
  b.play(a);
  const step = 60 / 133.7 / 8;
  const next = Math.ceil(place / step) * step - place;
  assert.ok(Math.abs((clock.first ?? 0) - (clock.time + AHEAD + next)) < FRAME);
});
