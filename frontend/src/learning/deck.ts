/** Plays a song round and round, and says which column sounds. */
import { type Song, TICKS_PER_QUARTER } from "../music/song.ts";
import { Player } from "../playback/player.ts";
import { damp, strike } from "../playback/live.ts";
import { sound } from "../playback/sound.ts";
import { begin, yields } from "../playback/turn.ts";
import { woken } from "../playback/waking.ts";
import { announce } from "../site/copying.ts";

const word = { say: announce, unsay: () => announce("") };
const SECONDS = 0.3; // of a note that is tried out

/** True when sound comes out; else the page says why not. Call it inside a click or key press. */
export const awake = (): Promise<boolean> => woken(sound, word);

export interface Turn {
  readonly ticks: number; // of one round
  readonly columns: number;
}

export class Deck {
  private player: Player | null = null;
  private readonly show: (playing: boolean, column: number | null) => void;
  private readonly turn: Turn;
  private unbind = (): void => {};
  private asked = 0; // pressed again while the sound wakes: only the last one plays

  constructor(turn: Turn, show: (playing: boolean, column: number | null) => void) {
    this.turn = turn;
    this.show = show;
  }

  get playing(): boolean {
    return this.player?.playing ?? false;
  }

  async play(song: Song): Promise<void> {
    this.stop();
    begin(this);
    this.unbind = yields(this, () => this.stop());
    const mine = this.asked;
    if (!(await awake()) || mine !== this.asked) return;
    sound.gain = 1;
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
    this.asked += 1;
    this.unbind();
    this.unbind = () => {};
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
