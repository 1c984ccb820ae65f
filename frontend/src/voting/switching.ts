/** Two players of one pair: switching from one to the other goes on at the same place. */
import type { SongPlayer } from "../player/element.ts";
import { placeFor, type Side, SIDES } from "./listening.ts";

const SAME = 0.05; // seconds: nearer than anybody seeks

export class Switching {
  private readonly players: Record<Side, SongPlayer>;
  private readonly missing: (side: Side) => number; // seconds that are still to be heard
  private sounded: Side | null = null;
  private readonly left: Record<Side, number> = { a: 0, b: 0 }; // where each was last left

  constructor(players: Record<Side, SongPlayer>, missing: (side: Side) => number) {
    this.players = players;
    this.missing = missing;
    for (const side of SIDES) {
      players[side].addEventListener("starting", () => this.start(side));
      players[side].addEventListener("pause", () => this.leave(side));
    }
  }

  /** Another pair lies there: both begin at their beginning. */
  reset(): void {
    this.sounded = null;
    this.left.a = this.left.b = 0;
  }

  private leave(side: Side): void {
    this.left[side] = this.players[side].currentTime;
  }

  private start(side: Side): void {
    const before = this.sounded;
    this.sounded = side;
    if (before === null || before === side) return;
    const player = this.players[side];
    // Whoever has sought in this song wants it to begin there.
    if (Math.abs(player.currentTime - this.left[side]) > SAME) return;
    player.currentTime = placeFor(
      this.players[before].currentTime,
      player.duration,
      this.missing(side),
    );
  }
}
