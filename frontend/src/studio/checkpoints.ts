/**
 * The history of a song on the site gets what Keep made and what something large replaced, one
 * after the other; without a line it waits. What others see changes by Save only.
 */
import type * as api from "../api.ts";
import { ApiError } from "../api.ts";
import { toDocument } from "../music/song.ts";
import { explain } from "./messages.ts";
import type { Moment } from "./milestone.ts";
import type { Studio } from "./studio.ts";

const AGAIN_MS = 10_000; // while the site cannot be reached
const MOST_WAITING = 20;
const LONGEST_NAME = 60; // characters; the site's bound

interface Wish extends Moment {
  readonly id: string; // of the composition
}

export class Checkpoints {
  private readonly studio: Studio;
  private readonly site: Pick<typeof api, "post">;
  private waiting: Wish[] = [];
  private sending = false;
  private told = false; // that the site takes no more
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `events` hears of the line. */
  constructor(studio: Studio, site: Pick<typeof api, "post">, events: EventTarget) {
    this.studio = studio;
    this.site = site;
    studio.topics.after(["milestone"], () => this.take());
    events.addEventListener("online", () => void this.send());
  }

  private take(): void {
    const { milestone } = this.studio.state;
    if (!milestone) return;
    const { id } = milestone.composition;
    const wishes = milestone.moments.map((moment) => ({ ...moment, id }));
    this.waiting = [...this.waiting, ...wishes].slice(-MOST_WAITING);
    void this.send();
  }

  /** The oldest first; each goes from the list when the site has answered. */
  private async send(): Promise<void> {
    clearTimeout(this.timer);
    if (this.sending) return;
    this.sending = true;
    try {
      for (let [wish] = this.waiting; wish; [wish] = this.waiting) {
        await this.post(wish);
        this.waiting = this.waiting.filter((other) => other !== wish);
      }
    } catch {
      this.timer = setTimeout(() => void this.send(), AGAIN_MS);
    } finally {
      this.sending = false;
    }
  }

  /** Throws where the same may be answered a little later. */
  private async post({ id, song, name, origin }: Wish): Promise<void> {
    const body = { document: toDocument(song), name: name.slice(0, LONGEST_NAME), origin };
    try {
      await this.site.post(`compositions/${id}/checkpoints/`, body);
    } catch (error) {
      if (!(error instanceof ApiError) || error.passing) throw error;
      this.refused(error);
    }
  }

  /** Undo has what the history has not; that it is full is said once. */
  private refused(error: ApiError): void {
    // Signed out, or deleted meanwhile: Save tells of that.
    if ([401, 403, 404].includes(error.status) || this.told) return;
    this.told = true;
    explain(this.studio.messages, error);
  }
}
