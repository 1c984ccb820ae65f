/** Where a model joins in: it is asked, one sees how far it is, can cancel it, and a take comes. */
import { ApiError, type Job, newKey, post } from "../api.ts";
import { markNews } from "../music/news.ts";
import { emptySong, fromDocument, type Note, type Song, toDocument } from "../music/song.ts";
import { tellArrived } from "./arriving.ts";
import type { Elements } from "./elements.ts";
import { Estimating } from "./estimating.ts";
import { followJob } from "./jobs.ts";
import { explain } from "./messages.ts";
import { Models, type Wish } from "./models.ts";
import { noticeForNow } from "./passing.ts";
import { barsOf } from "./places.ts";
import { Preview } from "./preview.ts";
import { fetchTakes, takesOf } from "./results.ts";
import { isEmpty, ownSong } from "./state.ts";
import type { Studio } from "./studio.ts";
import type { RunningJob } from "./take.ts";
import { layTakes, numbered, setJob } from "./takes.ts";
import { leftWords, spoken, stageWords } from "./waiting.ts";

const ANNOUNCED = [0, 25, 50, 75, 100]; // percent
const NOTHING_YET =
  "There is nothing to play along with yet. Take a melody, play one, or draw a few notes first.";
const NEEDS_LINE =
  "A model needs a line to the site, and there is none just now. Your song is safe here, and you " +
  "can go on with it.";
const NOTHING_CHOSEN = "Select some notes of your song first: their bars are made anew.";
const OFFLINE = "You are offline. The model goes on; we look again.";
const LOST = "The take that was in the making is not to be found any more.";

export class Generating {
  private readonly studio: Studio;
  private readonly page: Elements;
  private readonly models: Models;
  private readonly preview: Preview;
  private readonly handsFull: () => boolean;
  private sending = false;
  private readonly followed = new Set<string>(); // ids of jobs
  private announced = -1;
  private readonly estimating = new Estimating(() => this.refresh());
  private selection: readonly Note[] = []; // as it was when the model was asked

  /** `handsFull`: whether a take on show would take something away from under the person. */
  constructor(studio: Studio, page: Elements, handsFull: () => boolean) {
    this.studio = studio;
    this.page = page;
    this.handsFull = handsFull;
    this.models = new Models(studio, page, () => this.refresh());
    this.preview = new Preview(studio, page);
    page.cancelJob.onclick = () => void this.cancel();
    page.generate.addEventListener("click", () => void this.run());
    studio.topics.after(["leaving"], () => {
      this.preview.close();
      studio.messages.clear(); // what it offers to keep belongs to the song that goes
    });
    studio.on(["song", "takes"], () => this.refresh());
  }

  get busy(): boolean {
    return this.sending || this.studio.state.job !== null;
  }

  load(): Promise<void> {
    return this.models.load();
  }

  /** Asks the chosen model; the result becomes a take. */
  async run(): Promise<void> {
    const wish = this.models.wish();
    if (wish) await this.ask(wish);
  }

  /** Asks for the bars of the selection anew, on the track that is edited. */
  async regenerate(): Promise<void> {
    const { state, messages } = this.studio;
    const { heard, selection, track } = state;
    const bars = heard ? null : barsOf(ownSong(state), selection);
    if (!bars) return messages.say(NOTHING_CHOSEN);
    const wish = this.models.refillWish(bars, track);
    if (!wish) return messages.notice("plain", "No model on this site can fill in bars.");
    messages.say(`Bars ${bars.first} to ${bars.last} are made anew`);
    await this.ask(wish);
  }

  titleOf(model: string): string {
    return this.models.titleOf(model);
  }

  private async ask(wish: Wish): Promise<void> {
    const { studio } = this;
    if (this.busy) return;
    if (isEmpty(studio.state)) return noticeForNow(studio, "plain", NOTHING_YET);
    const input = ownSong(studio.state);
    const title = this.models.titleOf(wish.model);
    this.selection = studio.state.selection;
    this.sending = true;
    try {
      this.refresh();
      this.progress(0, "Sending your song", null);
      const body = { ...wish, document: toDocument(input) };
      const job = await post<Job>("generation-jobs/", body, newKey());
      if (job) studio.change(setJob, { id: job.id, title, input });
    } catch (error) {
      const unreached = error instanceof ApiError && error.status === 0;
      if (unreached) studio.messages.notice("warn", NEEDS_LINE);
      else explain(studio.messages, error);
    } finally {
      this.sending = false;
      this.refresh();
    }
    await this.followOwn();
  }

  /** Brings back the takes of a song that was left, and takes up the job that was under way. */
  async restore(): Promise<void> {
    await Promise.all([fetchTakes(this.studio), this.followOwn()]);
  }

  /** Follows the job of the song that is open, if it has one. */
  private async followOwn(): Promise<void> {
    const { job } = this.studio.state;
    if (!job || this.followed.has(job.id)) return;
    this.followed.add(job.id);
    this.announced = -1;
    try {
      await this.follow(job);
    } catch (error) {
      if (this.isOwn(job.id)) this.rest();
      const lost = error instanceof ApiError && error.status === 404;
      if (lost) this.studio.messages.say(LOST);
      else explain(this.studio.messages, error);
    } finally {
      this.followed.delete(job.id);
    }
  }

  private async follow(running: RunningJob): Promise<void> {
    const { studio } = this;
    const { id, input, title } = running;
    const seen = (now: Job): void => (this.isOwn(id) ? this.show(now, input, title) : undefined);
    const offline = (): void => (this.isOwn(id) ? this.progress(0, OFFLINE, null) : undefined);
    const job = await followJob(id, seen, offline);
    if (!this.isOwn(id)) return this.tellElsewhere(job, title);
    const { listening } = this.preview;
    const takes = numbered(studio.state, takesOf(job, input, title));
    studio.change(layTakes, takes);
    const unchanged = ownSong(studio.state) === input && !this.editing();
    const again = (): void => void this.run();
    tellArrived(studio, { job, takes, title }, listening || unchanged, again);
    this.preview.playOn(0);
    this.rest();
  }

  /** Whether somebody is at the notes: what comes then must not take them from under the hands. */
  private editing(): boolean {
    const { selection, pending } = this.studio.state;
    const chosen = selection.length > 0 && selection !== this.selection;
    return chosen || pending !== null || this.handsFull();
  }

  private isOwn(id: string): boolean {
    return this.studio.state.job?.id === id;
  }

  private tellElsewhere(job: Job, title: string): void {
    if (job.state !== "done") return;
    const where = "It waits with the song that it was made for, among your drafts.";
    this.studio.messages.say(`A take by ${title} is ready. ${where}`);
  }

  private async cancel(): Promise<void> {
    const { job } = this.studio.state;
    if (!job) return;
    try {
      await post(`generation-jobs/${job.id}/cancel/`, {});
      this.page.jobStage.textContent = "Stopping";
    } catch (error) {
      if (error instanceof ApiError) explain(this.studio.messages, error);
    }
  }

  private show(job: Job, asked: Song | null, name: string): void {
    this.progress(job.progress, stageWords(job), job.seconds_left);
    if (!job.draft) return;
    const origin = { kind: "generated", job: job.id } as const;
    const input = asked ?? emptySong();
    const song = markNews(input, fromDocument(job.draft));
    this.preview.offer({ name, origin, seed: job.seed, input, song, edits: [], of: 0 });
  }

  private progress(fraction: number, stage: string, secondsLeft: number | null): void {
    this.page.jobProgress.value = fraction;
    this.page.jobStage.textContent = `${stage}${leftWords(secondsLeft)}`;
    const step = ANNOUNCED.findLast((percent) => percent <= fraction * 100) ?? 0;
    if (step <= this.announced) return;
    this.announced = step;
    this.studio.messages.say(`${step} percent. ${stage}`);
  }

  private rest(): void {
    this.studio.change(setJob, null);
    this.preview.close();
  }

  private refresh(): void {
    const { generate, job } = this.page;
    const { chosen } = this.models;
    this.estimating.look(this.busy ? null : this.models.wish(), ownSong(this.studio.state));
    const seconds = this.estimating.seconds ?? chosen?.expected_seconds ?? 0;
    const time = seconds ? ` (about ${spoken(Math.max(1, seconds))})` : "";
    generate.textContent = this.busy ? "The model is playing…" : `Make a take${time}`;
    generate.setAttribute("aria-disabled", String(this.busy || !chosen));
    job.hidden = !this.busy;
  }
}
