/** Collects what is played into notes. Pure: the caller says at which moment things happened. */
import { type Note, TICKS_PER_QUARTER } from "../music/song.ts";

const LEAST_TICKS = 30; // a tap shorter than that is heard, so it is kept with a visible length
// Struck so little before the start it is the first note of the music, in the hands' own time.
const EARLY_TICKS = TICKS_PER_QUARTER / 2;
const SEAM_TICKS = TICKS_PER_QUARTER / 8; // the same, before a loop begins anew

/** A place in the music, and how often the loop had begun anew by then. */
export interface Moment {
  readonly tick: number;
  readonly turn: number;
}

/** Where the recording takes place. */
export interface Stretch {
  readonly start: number; // tick
  readonly loop: { readonly start: number; readonly end: number } | null; // ticks
}

/** What was played in one turn of the loop; there is one turn without a loop. */
export interface Pass {
  readonly turn: number;
  readonly notes: readonly Note[];
}

interface Struck {
  readonly pitch: number;
  readonly velocity: number;
  readonly at: Moment;
}

interface Played extends Note {
  readonly turn: number;
}

export class Recorder {
  private readonly stretch: Stretch;
  private readonly done: Played[] = [];
  private readonly held = new Map<number, Struck>();

  constructor(stretch: Stretch) {
    this.stretch = stretch;
  }

  on(pitch: number, velocity: number, at: Moment): void {
    this.off(pitch, at);
    this.held.set(pitch, { pitch, velocity, at });
  }

  off(pitch: number, at: Moment): void {
    const struck = this.held.get(pitch);
    if (!struck) return;
    this.held.delete(pitch);
    const played = placed(struck, at, this.stretch);
    if (played) this.done.push(played);
  }

  /** Finished notes, and those still held as they would be if they ended at `at`. */
  notes(at: Moment): Note[] {
    const growing = [...this.held.values()].map((struck) => placed(struck, at, this.stretch));
    return [...this.done, ...growing.filter((played) => played !== null)].map(plain);
  }

  /** Ends what is held and gives everything back, turn by turn. */
  finish(at: Moment): Pass[] {
    for (const pitch of [...this.held.keys()]) this.off(pitch, at);
    const turns = [...new Set(this.done.map(({ turn }) => turn))].sort((a, b) => a - b);
    return turns.map((turn) => {
      const notes = this.done.filter((played) => played.turn === turn).map(plain);
      return { turn, notes };
    });
  }
}

const plain = ({ onset, pitch, length, velocity }: Played): Note => ({
  ...{ onset, pitch, length, velocity },
});

/** The note that was meant; null for what was only tried in the count-in. */
function placed({ pitch, velocity, at }: Struck, end: Moment, stretch: Stretch): Played | null {
  const { start, loop } = stretch;
  const span = loop ? loop.end - loop.start : 0;
  const held = end.tick - at.tick + (end.turn - at.turn) * span;
  const note = { pitch, velocity };
  if (at.turn === 0 && at.tick < start) {
    const meant = start - at.tick <= EARLY_TICKS;
    const rest = held - (start - at.tick); // of what was begun long before
    if (!meant && rest < EARLY_TICKS) return null;
    return { ...note, turn: 0, ...whole(start, meant ? held : rest, loop) };
  }
  const left = loop && at.tick < loop.end ? loop.end - at.tick : Infinity;
  if (loop && held > left && left <= SEAM_TICKS)
    return { ...note, turn: at.turn + 1, ...whole(loop.start, held, loop) };
  return { ...note, turn: at.turn, ...whole(at.tick, held, loop) };
}

/** In whole ticks; a note that is held over the loop's end ends there. */
function whole(from: number, held: number, loop: Stretch["loop"]): Pick<Note, "onset" | "length"> {
  const onset = Math.max(0, Math.round(from));
  const room = loop && onset < loop.end ? Math.round(loop.end) - onset : Infinity;
  const length = Math.max(LEAST_TICKS, Math.round(from + held) - onset);
  return { onset, length: Math.max(Math.min(length, room), Math.min(LEAST_TICKS, length)) };
}
