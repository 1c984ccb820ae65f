/** Instruments of the studio's tests: a studio without a page, a drawer, a site of one's own. */
import { ApiError } from "../../src/api.ts";
import { addNotes } from "../../src/music/edits.ts";
import { emptySong, type Note, type Song } from "../../src/music/song.ts";
import type { Action, Kind, Messages } from "../../src/studio/messages.ts";
import type { Store } from "../../src/studio/shelf.ts";
import { type Loudspeaker, Studio } from "../../src/studio/studio.ts";
import type { Take } from "../../src/studio/take.ts";

export const note = (onset: number, pitch = 60): Note => ({
  onset,
  pitch,
  length: 960,
  velocity: 80,
});

export const songWith = (...notes: readonly Note[]): Song => addNotes(emptySong(), 0, notes).song;

export function takeOf(song: Song, input: Song, values: Partial<Take> = {}): Take {
  const origin = { kind: "generated", job: "job" } as const;
  return { number: 1, name: "Chorale", song, origin, seed: 7, input, edits: [], of: 0, ...values };
}

/** What has been said, and the notice that stands there. */
export class Heard implements Messages {
  readonly said: string[] = [];
  standing: { kind: Kind; text: string; actions: Action[] } | null = null;

  say(text: string): void {
    this.said.push(text);
  }

  notice(kind: Kind, text: string, ...actions: readonly (Action | null)[]): void {
    this.standing = { kind, text, actions: actions.filter((action) => action !== null) };
  }

  clear(text?: string): void {
    if (text === undefined || text === this.standing?.text) this.standing = null;
  }

  /** Presses what the notice offers. */
  press(label: string): void {
    const action = this.standing?.actions.find((each) => each.label === label);
    if (!action || !("act" in action)) throw new Error(`No "${label}" to press`);
    action.act();
  }
}

const silent: Loudspeaker = {
  now: () => 0,
  send() {},
  silence() {},
  flush() {},
  wake: () => Promise.resolve(),
  timeOf: () => 0,
};

export function quietStudio(): { studio: Studio; heard: Heard } {
  const heard = new Heard();
  return { studio: new Studio(silent, heard), heard };
}

/** A browser's storage with room for so many characters. */
export class Drawer implements Store {
  readonly texts = new Map<string, string>();
  room: number;

  constructor(room = 1_000_000) {
    this.room = room;
  }

  get length(): number {
    return this.texts.size;
  }

  key = (index: number): string | null => [...this.texts.keys()][index] ?? null;
  getItem = (key: string): string | null => this.texts.get(key) ?? null;
  removeItem = (key: string): void => void this.texts.delete(key);

  setItem(key: string, text: string): void {
    const others = [...this.texts].filter(([name]) => name !== key);
    const full = others.reduce((sum, [, value]) => sum + value.length, text.length);
    if (full > this.room) throw new Error("full");
    this.texts.set(key, text);
  }
}

/** A refusal as the site gives it. */
export const refusal = (status: number, code: string, message = code): ApiError =>
  new ApiError(status, { code, message });
