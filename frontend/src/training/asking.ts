/** Asks the site what is new of a run, as often as there is something; goes on after anything. */
import { type Answer, isNews, type Told } from "./told.ts";

export const SOONEST_MS = 2_000;
export const LATEST_MS = 3_500; // with the second that the site keeps an answer: five
export const HIDDEN_MS = 30_000;
export const RESTING_MS = 15_000; // of a run that has ended or is paused
export const MOST_MS = 15_000; // between tries while the site cannot be reached
const SLOWER = 1.4;

export interface Watch {
  /** The answer to a cursor. Throws where none can be had. */
  ask(since: string): Promise<Answer>;
  told(news: Told): void;
  /** The site cannot be reached, or can again. */
  reached(yes: boolean): void;
  /** Resolves after so many milliseconds, or sooner when somebody looks again or has pressed. */
  pause(ms: number): Promise<void>;
  hidden(): boolean;
  /** Whether nothing more is to be expected soon. */
  resting(): boolean;
  /** Whether the run is gone: deleted, or not to be seen any more. */
  gone(error: unknown): boolean;
}

/** Follows for as long as the page is open. */
export async function follow(watch: Watch): Promise<void> {
  let since = "";
  for (let ms = SOONEST_MS; ; ) {
    try {
      const answer = await watch.ask(since);
      watch.reached(true);
      if (isNews(answer)) {
        since = answer.next;
        watch.told(answer);
      }
      ms = isNews(answer) ? SOONEST_MS : Math.min(LATEST_MS, ms * SLOWER);
    } catch (error) {
      if (watch.gone(error)) return;
      watch.reached(false);
      ms = Math.min(MOST_MS, ms * SLOWER);
    }
    await watch.pause(waitOf(watch, ms));
  }
}

function waitOf(watch: Watch, ms: number): number {
  if (watch.hidden()) return HIDDEN_MS;
  return watch.resting() ? Math.max(ms, RESTING_MS) : ms;
}
