/** Who wants to know what has changed. */
import { shownSong, type StudioState } from "./state.ts";

/** What of a state each topic is about: it has changed when one of these has. */
const PARTS = {
  song: (state) => [shownSong(state), state.heard, state.piece.history],
  track: ({ track }) => [track],
  pending: ({ pending }) => [pending],
  selection: ({ selection }) => [selection],
  grid: ({ grid, tidy }) => [grid, tidy],
  scale: ({ scale }) => [scale],
  follow: ({ follow }) => [follow],
  chords: ({ chords }) => [chords],
  loop: ({ loop, looping }) => [loop, looping],
  metronome: ({ metronome }) => [metronome],
  mixer: ({ mixer }) => [mixer],
  takes: ({ takes, awaited, heard, job, piece }) => [takes, awaited, heard, job, piece.history],
  milestone: ({ milestone }) => [milestone],
  saved: ({ piece }) => [piece.title, piece.composition, piece.clean, piece.openings],
} satisfies Record<string, (state: StudioState) => readonly unknown[]>;

/**
 * Besides those: the player starts, stops or jumps; it came to the end by itself; a take was kept
 * by an edit; a song goes.
 */
export type Topic = keyof typeof PARTS | "transport" | "ended" | "kept" | "leaving";

export function changedTopics(before: StudioState, after: StudioState): Topic[] {
  return (Object.keys(PARTS) as (keyof typeof PARTS)[]).filter((topic) => {
    const old = PARTS[topic](before);
    return PARTS[topic](after).some((part, index) => part !== old[index]);
  });
}

export class Topics {
  private readonly listeners = new Map<Topic, Set<() => void>>();

  /** Calls `listener` now and after every change of one of the topics; returns the end of it. */
  on(topics: readonly Topic[], listener: () => void): () => void {
    const end = this.after(topics, listener);
    listener();
    return end;
  }

  /** As `on`, but for changes to come only. */
  after(topics: readonly Topic[], listener: () => void): () => void {
    for (const topic of topics) {
      const known = this.listeners.get(topic) ?? new Set();
      known.add(listener);
      this.listeners.set(topic, known);
    }
    return () => topics.forEach((topic) => this.listeners.get(topic)?.delete(listener));
  }

  /** Each listener is called once, however many of its topics there are. */
  emit(...topics: readonly Topic[]): void {
    const called = new Set<() => void>();
    for (const topic of topics) {
      for (const listener of this.listeners.get(topic) ?? []) called.add(listener);
    }
    for (const listener of called) listener();
  }
}
