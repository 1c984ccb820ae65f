/** Who wants to know what has changed. */

export type Topic =
  | "song"
  | "selection"
  | "track"
  | "mixer"
  | "transport"
  | "takes"
  | "loop"
  | "grid"
  | "saved"
  | "kept"
  | "leaving";

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

  emit(...topics: readonly Topic[]): void {
    const called = new Set<() => void>();
    for (const topic of topics)
      for (const listener of this.listeners.get(topic) ?? []) called.add(listener);
    for (const listener of called) listener();
  }
}
