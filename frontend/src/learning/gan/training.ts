/** A game as somebody watches it: what each turn brought, and what the forger plays now. */
import type { Bar } from "./beats.ts";
import { Dice } from "./dice.ts";
import { barsOf, type Game, NOISE, type Turn } from "./game.ts";
import { forge } from "./forger.ts";

export const SHOWN = 9; // bars that one sees
export const ASKED = 64; // bars among which different ones are counted
const MOST = 300; // turns of each that are remembered
const LATELY = 40; // turns over which what the critic tells is taken together
const ALWAYS = 7; // seed of the noise that the bars shown are made from: always the same

export type Who = "critic" | "forger";

export interface Figures {
  readonly different: number; // bars among those asked for
  readonly alike: number; // how often the commonest of them came
}

export class Training {
  readonly game: Game;
  readonly errors: Readonly<Record<Who, number[]>> = { critic: [], forger: [] };
  private readonly shares: number[] = [];
  private readonly noise: Float64Array;

  constructor(game: Game) {
    this.game = game;
    this.noise = new Dice(ALWAYS).normals(ASKED * NOISE);
  }

  get next(): Who {
    const { forger, critic } = this.game.turns;
    return critic > forger ? "forger" : "critic";
  }

  turn(who: Who): Turn {
    const turn = who === "critic" ? this.game.turnOfCritic() : this.game.turnOfForger();
    remember(this.errors[who], turn.error, MOST);
    if (who === "critic") remember(this.shares, turn.told, LATELY);
    return turn;
  }

  round(): void {
    this.turn("critic");
    this.turn("forger");
  }

  /** Share of bars that the critic told right lately; null before its first turn. */
  get told(): number | null {
    const { shares } = this;
    if (shares.length === 0) return null;
    return shares.reduce((sum, each) => sum + each, 0) / shares.length;
  }

  bars(count = SHOWN): Bar[] {
    return barsOf(forge(this.game.forger, this.noise.subarray(0, count * NOISE)).rows);
  }

  figures(): Figures {
    return figuresOf(this.bars(ASKED));
  }
}

export function figuresOf(bars: readonly Bar[]): Figures {
  const counts = new Map<string, number>();
  for (const bar of bars) counts.set(bar.join(""), (counts.get(bar.join("")) ?? 0) + 1);
  return { different: counts.size, alike: Math.max(...counts.values()) };
}

function remember(list: number[], value: number, most: number): void {
  list.push(value);
  if (list.length > most) list.shift();
}
