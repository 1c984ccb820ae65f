/**
 * What one has chosen of each model: kept when another model is looked at, and over a reload what
 * does not speak of this song.
 */
import { remember, remembered } from "./page.ts";

export type Value = number | boolean | string | [number, number][];
export type Values = Readonly<Record<string, Value>>;

interface Kept {
  readonly model: string | null; // the one that was chosen
  readonly values: Readonly<Record<string, Values>>; // by model
}

/** What a browser keeps of it. */
export interface Memory {
  read(): Kept;
  write(kept: Kept): void;
}

const KEY = "models";
const OF_THE_SONG = new Set(["melody_track", "first_bar", "last_bar", "locked"]);

export const browserMemory: Memory = {
  read: () => remembered<Kept>(KEY, { model: null, values: {} }),
  write: (kept) => void remember(KEY, kept),
};

export class Settings {
  private readonly memory: Memory;
  private readonly values: Record<string, Values>;
  private chosen: string | null;

  constructor(memory: Memory = browserMemory) {
    const { model, values } = memory.read();
    this.memory = memory;
    this.values = { ...values };
    this.chosen = model;
  }

  get model(): string | null {
    return this.chosen;
  }

  of(model: string): Values {
    return this.values[model] ?? {};
  }

  keep(model: string, values: Values): void {
    this.chosen = model;
    this.values[model] = values;
    const lasting = Object.entries(this.values).map(([name, each]) => [name, withoutSong(each)]);
    this.memory.write({ model, values: Object.fromEntries(lasting) });
  }
}

const withoutSong = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !OF_THE_SONG.has(name)));
