/**
 * Pages of one browser that have the same song open: the one that came later is told at once, by
 * the one that has it.
 */

/** What of a BroadcastChannel is needed. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

interface Word {
  readonly kind: "open" | "taken";
  readonly line: string;
  readonly page: string; // that says it
  readonly since: number; // milliseconds since 1970: when that page opened the song
}

export class Tabs {
  private readonly channel: Channel | null; // null where browsers have none
  private readonly page: string;
  private line = "";
  private since = 0;

  /** `taken` is called when another page had the song first. */
  constructor(channel: Channel | null, page: string, taken: (line: string) => void) {
    this.channel = channel;
    this.page = page;
    channel?.addEventListener("message", ({ data }) => {
      const word = data as Word;
      if (word.line !== this.line) return;
      if (!this.later(word)) return word.kind === "taken" ? taken(word.line) : undefined;
      if (word.kind === "open") this.say("taken");
      return undefined;
    });
  }

  /** This page has the song of that line open. */
  open(line: string): void {
    if (line === this.line) return;
    this.line = line;
    this.since = Date.now();
    this.say("open");
  }

  /** Whether the page that says this opened the song after we did. */
  private later({ since, page }: Word): boolean {
    return since === this.since ? page > this.page : since > this.since;
  }

  private say(kind: Word["kind"]): void {
    const { line, page, since } = this;
    this.channel?.postMessage({ kind, line, page, since } satisfies Word);
  }
}
