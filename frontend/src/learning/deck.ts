/** Plays a song round and round, and says which column sounds. */
import { type Song, TICKS_PER_QUARTER } from "../music/song.ts";
import { Player } from "../playback/player.ts";
import { damp, strike } from "../playback/live.ts";
import { sound } from "../playback/sound.ts";
import { awake, Floor } from "./floor.ts";

const SECONDS = 0.3; // of a note that is tried out

export interface Turn {
  readonly ticks: number; // of one round
  readonly columns: number;
}

export class Deck {
  private player: Player | null = null;
  private readonly show: (playing: boolean, column: number | null) => void;
  private readonly turn: Turn;
  private readonly floor = new Floor();

  constructor(turn: Turn, show: (playing: boolean, column: number | null) => void) {
    this.turn = turn;
    this.show = show;
  }

  get playing(): boolean {
    return this.player?.playing ?? false;
  }

  async play(song: Song): Promise<void> {
    this.stop();
    if (!(await this.floor.take(this, () => this.stop()))) return;
    const player = new Player(sound, song);
    player.loop = { start: 0, end: this.turn.ticks };
    player.endless = true;
    this.player = player;
    player.play();
    this.follow();
  }

  /** The song has changed: what is to come is played as it is now. */
  load(song: Song): void {
    this.player?.load(song);
  }

  stop(): void {
    this.floor.leave();
    this.player?.pause();
    this.player = null;
    this.show(false, null);
  }

  private follow(): void {
    if (!this.player) return;
    const { ticks, columns } = this.turn;
    const place = (this.player.tick % ticks) / ticks;
    this.show(true, Math.floor(place * columns));
    requestAnimationFrame(() => this.follow());
  }
}

/** One note, tried out. */
export async function tryOut(pitch: number, velocity: number, drums = false): Promise<void> {
  if (!(await awake())) return;
  strike(sound, { program: 0, drums }, pitch, velocity);
  damp(sound, pitch, sound.now() + SECONDS);
}

export const ROUND: Turn = { ticks: 8 * TICKS_PER_QUARTER, columns: 16 };
