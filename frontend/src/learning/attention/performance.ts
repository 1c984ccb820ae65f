/** Plays a song once, from a bar on, and says where it is. */
import type { Song } from "../../music/song.ts";
import { Player } from "../../playback/player.ts";
import { sound } from "../../playback/sound.ts";
import { Floor } from "../floor.ts";

export class Performance {
  private player: Player | null = null;
  private readonly floor = new Floor();
  private readonly show: (tick: number | null) => void;

  /** `show` hears the tick that sounds; null when all is still. */
  constructor(show: (tick: number | null) => void) {
    this.show = show;
  }

  get playing(): boolean {
    return this.player !== null;
  }

  async play(song: Song, tick = 0): Promise<void> {
    this.stop();
    if (!(await this.floor.take(this, () => this.stop()))) return;
    const player = new Player(sound, song, { onEnd: () => this.stop() });
    player.seek(tick);
    this.player = player;
    player.play();
    this.follow(player);
  }

  stop(): void {
    this.floor.leave();
    this.player?.pause();
    this.player = null;
    this.show(null);
  }

  private follow(player: Player): void {
    if (this.player !== player) return;
    this.show(player.tick);
    requestAnimationFrame(() => this.follow(player));
  }
}
