/** A lesson that plays: the song at the learner's speed, which waits for the right keys or not. */
import type { Song } from "../music/song.ts";
import { pitchWords } from "../music/words.ts";
import type { Output } from "../playback/output.ts";
import { Player } from "../playback/player.ts";
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
} from "../waterfall/lesson.ts";

export interface Part {
  readonly song: Song;
  readonly track: number;
  audible(index: number): boolean;
}

export class Teacher {
  lesson: Lesson;
  running = false; // the learner wants it to go on
  private speed = 1;
  private waiting = true;
  private readonly part: Part;
  private readonly player: Player;
  private readonly say: (words: string) => void;

  /** `say` speaks, and shows what it said. */
  constructor(output: Output, part: Part, say: (words: string) => void) {
    this.part = part;
    this.say = say;
    this.lesson = lessonOf(part.song.tracks[part.track]?.notes ?? []);
    this.player = new Player(output, part.song, { onEnd: () => this.finish() });
    this.restart();
  }

  /** What is heard now; while it waits, where it waits. */
  get tick(): number {
    return this.player.tick;
  }

  /** The keys to strike next; none while one only listens. */
  get wanted(): readonly number[] {
    return this.waiting ? wanted(this.lesson) : [];
  }

  /** Back to the first note, without a sound. */
  restart(): void {
    this.running = false;
    this.player.pause();
    this.lesson = { ...from(this.lesson, 0), slips: 0 };
    this.player.seek(present(this.lesson)?.tick ?? 0);
    this.load();
    this.say(this.next());
  }

  pause(): void {
    this.running = false;
    this.player.pause();
  }

  /** The output must be awake. */
  play(): void {
    if (!present(this.lesson)) this.restart();
    this.running = true;
    this.goOn();
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.load();
  }

  setWaiting(waiting: boolean): void {
    this.waiting = waiting;
    this.lesson = from(this.lesson, this.tick);
    this.load();
    if (this.running) this.goOn();
  }

  /** To be called while it runs, as often as the page is drawn. */
  turn(): void {
    if (this.waiting && this.player.playing && this.isDue()) this.goOn();
  }

  /** A key has been struck. The first one sets it going. */
  strike(pitch: number): void {
    if (!this.waiting) return;
    const before = this.lesson;
    this.lesson = strikeKey(before, pitch, this.tick);
    if (this.lesson.slips > before.slips)
      return this.say(`That was ${pitchWords(pitch, this.drums)}. ${this.next()}`);
    if (this.lesson === before) return undefined;
    if (!present(this.lesson)) return this.finish();
    this.say(this.next());
    if (this.lesson.at === before.at) return undefined;
    this.running = true;
    this.load();
    return this.goOn();
  }

  private get drums(): boolean {
    return this.part.song.tracks[this.part.track]?.drums ?? false;
  }

  private next(): string {
    return nextWords(this.lesson, this.drums);
  }

  private isDue(): boolean {
    const step = present(this.lesson);
    return step !== null && this.tick >= step.tick;
  }

  /** Plays, or stands still where the next key is due. */
  private goOn(): void {
    const step = present(this.lesson);
    if (!this.waiting || !step || !this.isDue()) return this.player.play();
    this.player.pause();
    this.player.seek(step.tick);
    return this.say(this.next());
  }

  private load(): void {
    const { song, track } = this.part;
    const gate = this.waiting ? (present(this.lesson)?.tick ?? 0) : Infinity;
    const heard = this.waiting ? accompaniment(song, track, gate) : song;
    this.player.endless = this.waiting; // on to the gate, though nothing may sound before it
    this.player.load(slowed(heard, this.speed), (index) => this.part.audible(index));
  }

  private finish(): void {
    this.running = false;
    this.player.pause();
    if (!this.waiting) this.lesson = from(this.lesson, Infinity);
    this.say(this.waiting ? this.next() : "The end");
  }
}
